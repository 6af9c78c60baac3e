package com.nextbreakpoint.flink.server;

import com.nextbreakpoint.flink.api.RequestedAction;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.server.Route.Answers;
import com.nextbreakpoint.flink.server.Route.Body;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Start, stop, scale and savepoints: what is asked for is recorded, and done by the supervisor. */
record CommandRoutes(Resources resources, Finder finder, Waits waits, InstantSource clock) {
    private static final Set<String> STOPPED = Set.of("Stopped", "Terminated");

    List<Route> table() {
        return Stream.of(
                        of(Kind.FlinkCluster, "/clusters/{cluster}", "cluster", Body.TASK_MANAGERS),
                        of(
                                Kind.FlinkJob,
                                "/clusters/{cluster}/jobs/{job}",
                                "job",
                                Body.PARALLELISM),
                        savepoint("/clusters/{cluster}/jobs/{job}/savepoint"))
                .flatMap(routes -> routes)
                .toList();
    }

    private Stream<Route> of(Kind kind, String path, String word, Body scale) {
        return Stream.of(
                put(
                        path + "/start",
                        "Start a " + word,
                        Body.WITHOUT_SAVEPOINT,
                        r -> start(kind, r)),
                put(path + "/stop", "Stop a " + word, Body.WITHOUT_SAVEPOINT, r -> stop(kind, r)),
                put(path + "/scale", "Scale a " + word, scale, r -> scale(kind, r)));
    }

    private Stream<Route> savepoint(String path) {
        return Stream.of(
                put(path, "Trigger a savepoint", Body.NONE, this::trigger),
                put(path + "/trigger", "Trigger a savepoint", Body.NONE, this::trigger),
                put(path + "/forget", "Forget the savepoint", Body.NONE, this::forget),
                new Route(
                        "DELETE",
                        path,
                        "Forget the savepoint",
                        Body.NONE,
                        Answers.CHANGE,
                        this::forget));
    }

    private static Route put(String path, String summary, Body body, Route.Handler handler) {
        return new Route("PUT", path, summary, body, Answers.CHANGE, handler);
    }

    private Reply start(Kind kind, ApiRequest request) {
        ask(kind, request, RequestedAction.START, request.flag("withoutSavepoint"));
        waits.until(request, kind, "started", CommandRoutes::isStarted);
        return Reply.DONE;
    }

    private Reply stop(Kind kind, ApiRequest request) {
        ask(kind, request, RequestedAction.STOP, request.flag("withoutSavepoint"));
        waits.until(request, kind, "stopped", CommandRoutes::isStopped);
        return Reply.DONE;
    }

    private Reply scale(Kind kind, ApiRequest request) {
        int count = request.count(kind == Kind.FlinkCluster ? "taskManagers" : "parallelism");
        resources.scale(kind, finder.get(kind, request).meta().name(), count);
        waits.until(request, kind, "ready", item -> item.filter(Item::isReady).isPresent());
        return Reply.DONE;
    }

    private Reply trigger(ApiRequest request) {
        var before = ask(Kind.FlinkJob, request, RequestedAction.TRIGGER_SAVEPOINT, null);
        waits.until(request, Kind.FlinkJob, "done with its savepoint", CommandRoutes::isTaken);
        if (request.holdFor() != null) {
            var now = finder.get(Kind.FlinkJob, request);
            if (now.text("/savepointTimestamp").equals(before.text("/savepointTimestamp"))) {
                throw new ApiProblem(
                        ApiProblem.BAD_GATEWAY,
                        "no savepoint was taken: " + now.text("/lastError/message"));
            }
        }
        return Reply.DONE;
    }

    private Reply forget(ApiRequest request) {
        var unused = ask(Kind.FlinkJob, request, RequestedAction.FORGET_SAVEPOINT, null);
        waits.until(
                request,
                Kind.FlinkJob,
                "without a savepoint",
                item ->
                        item.filter(i -> i.isRequestDone() && i.text("/savepointPath").isEmpty())
                                .isPresent());
        return Reply.DONE;
    }

    /** The resource as it was before. */
    private Item ask(
            Kind kind,
            ApiRequest request,
            RequestedAction action,
            @Nullable Boolean withoutSavepoint) {
        var item = finder.get(kind, request);
        if (item.meta().isDeleted()) {
            throw ApiProblem.conflict(
                    "the %s %s is being deleted".formatted(kind, item.meta().name()));
        }
        var annotations = new HashMap<String, String>();
        annotations.put(Names.REQUESTED_ACTION, action.name());
        annotations.put(Names.ACTION_TIMESTAMP, String.valueOf(clock.millis()));
        if (withoutSavepoint != null) {
            annotations.put(Names.WITHOUT_SAVEPOINT, withoutSavepoint.toString());
        }
        resources.annotate(kind, item.meta().name(), Map.copyOf(annotations));
        return item;
    }

    private static boolean isStarted(Optional<Item> item) {
        return item.filter(i -> i.isRequestDone() && i.isReady())
                .filter(i -> i.text("/supervisorStatus").equals("Started"))
                .isPresent();
    }

    private static boolean isStopped(Optional<Item> item) {
        return item.filter(Item::isRequestDone)
                .filter(i -> STOPPED.contains(i.text("/supervisorStatus")))
                .isPresent();
    }

    private static boolean isTaken(Optional<Item> item) {
        return item.filter(Item::isRequestDone)
                .filter(i -> i.text("/savepointTriggerId").isEmpty())
                .isPresent();
    }
}
