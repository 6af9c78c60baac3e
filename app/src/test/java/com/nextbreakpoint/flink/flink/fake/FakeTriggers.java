package com.nextbreakpoint.flink.flink.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Savepoints and stops, kept by trigger id in the memory of one JobManager process. */
final class FakeTriggers {
    private final FakeFlink flink;
    private final FakeJobManager jobManager;
    private final Map<String, Operation> operations = new ConcurrentHashMap<>();

    private record Operation(String jobId, String directory, boolean stops, Result result) {
        static Operation done(Operation begun, String location) {
            return new Operation(begun.jobId, begun.directory, begun.stops, new Done(location));
        }

        static Operation failed(Operation begun, String trace) {
            return new Operation(begun.jobId, begun.directory, begun.stops, new Broken(trace));
        }
    }

    private sealed interface Result {}

    private record Running() implements Result {}

    private record Done(String location) implements Result {}

    private record Broken(String trace) implements Result {}

    FakeTriggers(FakeFlink flink, FakeJobManager jobManager) {
        this.flink = flink;
        this.jobManager = jobManager;
    }

    /** The same id again begins nothing. */
    Reply begin(String jobId, String what, JsonNode body) {
        var triggerId = body.path("triggerId").asText();
        var directory = body.path("targetDirectory").asText(body.path("target-directory").asText());
        boolean stops = what.equals("stop");
        operations.computeIfAbsent(
                jobId + triggerId,
                _ -> {
                    flink.began(what + " " + jobId);
                    return new Operation(jobId, directory, stops, new Running());
                });
        if (!flink.holdsSavepoints()) {
            complete(jobId, triggerId);
        }
        var answered = flink.confusesIds() ? "f".repeat(32) : triggerId;
        return new Reply(202, Map.of("request-id", answered));
    }

    private void complete(String jobId, String triggerId) {
        operations.computeIfPresent(
                jobId + triggerId,
                (_, begun) -> begun.result instanceof Running ? ended(begun) : begun);
    }

    private Operation ended(Operation begun) {
        var job = jobManager.jobs.get(begun.jobId);
        if (job == null || job.isFinal()) {
            return Operation.failed(
                    begun,
                    Traces.of(
                            "org.apache.flink.runtime.messages.FlinkJobNotFoundException: "
                                    + "Could not find Flink job ("
                                    + begun.jobId
                                    + ")"));
        }
        if (!job.runs()) {
            return Operation.failed(
                    begun,
                    Traces.of(
                            "org.apache.flink.runtime.checkpoint.CheckpointException: Checkpoint "
                                    + "triggering task is not being executed at the moment. "
                                    + "Aborting checkpoint. Failure reason: Not all required "
                                    + "tasks are currently running."));
        }
        if (!flink.savepointFailure().isEmpty()) {
            return Operation.failed(begun, Traces.of(flink.savepointFailure()));
        }
        var location = job.completeSavepoint(begun.directory);
        if (begun.stops) {
            job.state("FINISHED").discardCheckpoints();
        }
        return Operation.done(begun, location);
    }

    Reply status(String jobId, String triggerId) {
        if (!flink.holdsSavepoints()) {
            complete(jobId, triggerId);
        }
        var operation = operations.get(jobId + triggerId);
        if (operation == null) {
            return Reply.handlerError(
                    404,
                    "There is no savepoint operation with triggerId=%s for job %s."
                            .formatted(triggerId, jobId));
        }
        return Reply.ok(
                switch (operation.result) {
                    case Running() -> inProgress();
                    case Done(var location) -> completed(Map.of("location", location));
                    case Broken(var trace) ->
                            completed(
                                    Map.of(
                                            "failure-cause",
                                            Map.of("class", "some", "stack-trace", trace)));
                });
    }

    private static Object inProgress() {
        var status = new LinkedHashMap<String, @Nullable Object>();
        status.put("status", Map.of("id", "IN_PROGRESS"));
        status.put("operation", null);
        return status;
    }

    private static Object completed(Object operation) {
        return Map.of("status", Map.of("id", "COMPLETED"), "operation", operation);
    }
}
