package com.nextbreakpoint.flink.flink.fake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Uploaded JARs, and what running them does. */
final class FakeJars {
    private static final Pattern FILE_NAME =
            Pattern.compile("name=\"jarfile\"; filename=\"(.*?)\"");

    private final FakeFlink flink;
    private final FakeJobManager jobManager;
    private final String folder;
    private final Map<String, String> namesById = new ConcurrentHashMap<>();

    FakeJars(FakeFlink flink, FakeJobManager jobManager, String folder) {
        this.flink = flink;
        this.jobManager = jobManager;
        this.folder = folder;
    }

    Reply upload(String form) {
        var file = FILE_NAME.matcher(form);
        if (!file.find()) {
            return Reply.handlerError(400, "Exactly 1 file must be sent, received 0.");
        }
        var name = file.group(1);
        if (!name.endsWith(".jar")) {
            return Reply.handlerError(400, "Only Jar files are allowed.");
        }
        var id = UUID.randomUUID() + "_" + name;
        namesById.put(id, name);
        return Reply.ok(Map.of("filename", folder + "/" + id, "status", "success"));
    }

    Reply list() {
        var files =
                namesById.entrySet().stream()
                        .map(jar -> Map.of("id", jar.getKey(), "name", jar.getValue()))
                        .toList();
        return Reply.ok(Map.of("address", "http://localhost:8081", "files", files));
    }

    int count() {
        return namesById.size();
    }

    Reply delete(String id) {
        return namesById.remove(id) == null
                ? Reply.handlerError(400, "File %s does not exist in %s.".formatted(id, folder))
                : Reply.ok(Map.of());
    }

    Reply run(String jarId, JsonNode body) {
        if (!namesById.containsKey(jarId)) {
            return internal(
                    "org.apache.flink.runtime.rest.handler.RestHandlerException: "
                            + "Jar file %s/%s does not exist".formatted(folder, jarId));
        }
        var className = body.path("entryClass").asText();
        if (className.equals(FakeStorage.PROBE)) {
            return look(body);
        }
        return switch (flink.main(className)) {
            case Main.Executes() -> execute(body);
            case Main.Slow(var by) -> {
                Misbehaviour.sleep(by);
                yield execute(body);
            }
            case Main.Throws(var exception) ->
                    mainFailed(exception.replaceFirst("^.*?: ", ""), List.of(exception));
            case Main.NeverExecutes() ->
                    Reply.handlerError(400, "No jobs included in application.");
            case Main.ExecutesTwice() -> {
                execute(body);
                var second = flink.version().secondExecute();
                yield mainFailed(second.replaceFirst("^.*?: ", ""), List.of(second));
            }
            case Main.Missing() ->
                    internal(
                            "org.apache.flink.client.program.ProgramInvocationException: "
                                    + "The program's entry point class '%s' was not found in the jar file."
                                            .formatted(className),
                            "java.lang.ClassNotFoundException: " + className);
        };
    }

    /** The storage probe: Flink passes on what it throws, and wraps it in nothing more. */
    private Reply look(JsonNode body) {
        var message = flink.storage().look(arguments(body));
        var answered = "com.nextbreakpoint.flink.probe.Answered: " + message;
        return Reply.error(400, Traces.notExecuted(List.of(answered)));
    }

    private static List<String> arguments(JsonNode body) {
        var arguments = new ArrayList<String>();
        body.path("programArgsList").forEach(argument -> arguments.add(argument.asText()));
        return arguments;
    }

    private Reply execute(JsonNode body) {
        var id = body.path("jobId").asText(UUID.randomUUID().toString().replace("-", ""));
        int tasks = body.path("parallelism").asInt(1);
        var path = body.path("savepointPath").asText(null);
        var job = new FakeJob(id, tasks, arguments(body), path, flink.storage());
        if (jobManager.jobs.putIfAbsent(id, job) != null) {
            return executeFailed(flink.version().duplicate());
        }
        flink.began("run " + id);
        flink.history().started(job, jobManager.jobs.values());
        if (isMissing(path)) {
            var trace = Traces.notRestorable(path);
            job.fail(trace);
            return executeFailed(trace.lines().toList().toArray(String[]::new));
        }
        return Reply.ok(
                flink.version() == FlinkVersion.V2_3
                        ? Map.of("jobid", id, "applicationId", id)
                        : Map.of("jobid", flink.confusesIds() ? "f".repeat(32) : id));
    }

    private boolean isMissing(@Nullable String path) {
        return path != null && flink.missingPaths().contains(path);
    }

    private Reply executeFailed(String... lines) {
        var inner = String.join("\n", lines);
        var causes =
                List.of(
                        "org.apache.flink.util.FlinkException: Failed to execute job 'job'.",
                        inner);
        return mainFailed("Failed to execute job 'job'.", causes);
    }

    private static Reply mainFailed(String message, List<String> causes) {
        var all = new ArrayList<String>();
        all.add(
                "org.apache.flink.client.program.ProgramInvocationException: "
                        + "The main method caused an error: "
                        + message);
        all.addAll(causes);
        return Reply.error(400, Traces.notExecuted(all));
    }

    private static Reply internal(String... causes) {
        return Reply.error(500, "Internal server error.", Traces.serverSide(causes));
    }
}
