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
import java.util.function.Function;
import java.util.stream.Stream;

/** Start, stop, scale and savepoints: what is asked for is recorded, and done by the supervisor. */
record CommandRoutes(Resources resources, Finder finder, Waits waits, InstantSource clock) {
    private static final Set<String> FLAGS = Set.of(Names.WITHOUT_SAVEPOINT, Names.RESTORE_FROM);
    private static final Set<String> STOPPED = Set.of("Stopped", "Terminated");

    List<Route> table() {
        return Stream.of(
                        of(Kind.FlinkCluster, "/clusters/{cluster}", "cluster"),
                        of(Kind.FlinkJob, "/clusters/{cluster}/jobs/{job}", "job"),
                        savepoint("/clusters/{cluster}/jobs/{job}/savepoint"))
                .flatMap(routes -> routes)
                .toList();
    }

    private Stream<Route> of(Kind kind, String path, String word) {
        var one = kind == Kind.FlinkJob;
        var begin = one ? Body.JOB_START : Body.WITHOUT_SAVEPOINT;
        var scale = one ? Body.PARALLELISM : Body.TASK_MANAGERS;
        return Stream.of(
                put(
                        path + "/start",
                        "Start a " + word,
                        begin,
                        one ? this::startJob : this::startCluster),
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

    private static Route put(
            String path, String summary, Body body, Function<ApiRequest, Reply> handler) {
        return new Route("PUT", path, summary, body, Answers.CHANGE, handler);
    }

    private Reply startCluster(ApiRequest request) {
        ask(Kind.FlinkCluster, request, RequestedAction.START, without(request));
        waits.until(request, Kind.FlinkCluster, "started", CommandRoutes::isStarted);
        return Reply.DONE;
    }

    private Reply startJob(ApiRequest request) {
        var path = request.restoreFrom();
        var flags = new HashMap<>(without(request));
        if (path != null) {
            flags.put(Names.RESTORE_FROM, path);
        }
        var before = ask(Kind.FlinkJob, request, RequestedAction.START, Map.copyOf(flags));
        waits.until(request, Kind.FlinkJob, "started", CommandRoutes::isStarted);
        if (path != null && request.holdFor() != null) {
            checkRestored(before, finder.get(Kind.FlinkJob, request));
        }
        return Reply.DONE;
    }

    /** A job that runs goes on as it was when the path is refused. */
    private static void checkRestored(Item before, Item now) {
        var since = "/lastError/timestamp";
        var same = now.text("/attempt").equals(before.text("/attempt"));
        if (same && !now.text(since).equals(before.text(since))) {
            throw ApiProblem.unprocessable(
                    "the job was not started: " + now.text("/lastError/message"));
        }
    }

    private Reply stop(Kind kind, ApiRequest request) {
        ask(kind, request, RequestedAction.STOP, without(request));
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
        var before = ask(Kind.FlinkJob, request, RequestedAction.TRIGGER_SAVEPOINT, Map.of());
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
        var unused = ask(Kind.FlinkJob, request, RequestedAction.FORGET_SAVEPOINT, Map.of());
        waits.until(
                request,
                Kind.FlinkJob,
                "without a savepoint",
                item ->
                        item.filter(i -> i.isRequestDone() && i.text("/savepointPath").isEmpty())
                                .isPresent());
        return Reply.DONE;
    }

    private static Map<String, String> without(ApiRequest request) {
        var flag = request.flag("withoutSavepoint");
        return Map.of(Names.WITHOUT_SAVEPOINT, String.valueOf(flag));
    }

    /**
     * What was written before and that nobody took yet does not count any more.
     *
     * @param flags the annotations that go with the action
     * @return the resource as it was before
     */
    private Item ask(
            Kind kind, ApiRequest request, RequestedAction action, Map<String, String> flags) {
        var item = finder.get(kind, request);
        if (item.meta().isDeleted()) {
            throw ApiProblem.conflict(
                    "the %s %s is being deleted".formatted(kind, item.meta().name()));
        }
        var annotations = new HashMap<>(flags);
        annotations.put(Names.REQUESTED_ACTION, action.name());
        annotations.put(Names.ACTION_TIMESTAMP, String.valueOf(clock.millis()));
        resources.annotate(kind, item.meta().name(), Map.copyOf(annotations), FLAGS);
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
