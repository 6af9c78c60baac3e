package com.nextbreakpoint.flink.cli;

import com.nextbreakpoint.flink.core.Kind;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The table of the commands that ask an operator's control interface. */
final class ClientCommands {
    private static final String DEPLOYMENT = "deployments/{deployment}";
    private static final String CLUSTER = "clusters/{cluster}";
    private static final String JOB = CLUSTER + "/jobs/{job}";
    private static final String TASK_MANAGER = CLUSTER + "/taskmanagers/{taskmanager}";

    static final List<ClientGroup> GROUPS =
            List.of(
                    list("deployments", "deployments", "deployments"),
                    new ClientGroup(
                            "deployment",
                            "deployment",
                            resource("deployment", Kind.FlinkDeployment, DEPLOYMENT)),
                    list("clusters", "clusters", "clusters"),
                    new ClientGroup("cluster", "cluster", cluster()),
                    new ClientGroup("savepoint", "savepoint", savepoint()),
                    list("jobs", "jobs", CLUSTER + "/jobs"),
                    new ClientGroup("job", "job", job()),
                    new ClientGroup("jobmanager", "JobManager", jobManager()),
                    new ClientGroup(
                            "taskmanager", "TaskManager", live("a TaskManager", TASK_MANAGER)),
                    list("taskmanagers", "TaskManagers", CLUSTER + "/taskmanagers"));

    private ClientCommands() {}

    private static ClientGroup list(String name, String word, String path) {
        return new ClientGroup(name, word, Stream.of(get("list", "List " + word, path)));
    }

    private static Stream<ClientRequest> cluster() {
        return Stream.concat(
                resource("cluster", Kind.FlinkCluster, CLUSTER),
                running(
                        "cluster",
                        CLUSTER,
                        () -> Payload.withoutSavepoint("Start the jobs from nothing"),
                        () -> Payload.withoutSavepoint("Stop the jobs without taking savepoints"),
                        () ->
                                Payload.number(
                                        "--task-managers",
                                        "The number of TaskManagers",
                                        "taskManagers")));
    }

    private static Stream<ClientRequest> job() {
        return Stream.of(
                        resource("job", Kind.FlinkJob, JOB),
                        live("a job", JOB),
                        running(
                                "job",
                                JOB,
                                Payload::start,
                                () ->
                                        Payload.withoutSavepoint(
                                                "Stop the job without taking a savepoint"),
                                () ->
                                        Payload.number(
                                                "--parallelism",
                                                "The parallelism of the job",
                                                "parallelism")))
                .flatMap(requests -> requests);
    }

    private static Stream<ClientRequest> savepoint() {
        var path = JOB + "/savepoint";
        var forget = "Forget the savepoint, so that the next start is from nothing";
        return Stream.of(
                new ClientRequest("forget", forget, "DELETE", path, Payload::none),
                get("list", "List the latest savepoints", JOB + "/savepoints"),
                put("trigger", "Trigger a savepoint", path, Payload::none));
    }

    private static Stream<ClientRequest> jobManager() {
        var path = CLUSTER + "/jobmanager/metrics";
        return Stream.of(get("metrics", "Get the metrics of the JobManager", path));
    }

    /** What deployments, clusters and jobs have in common. */
    private static Stream<ClientRequest> resource(String word, Kind kind, String path) {
        Supplier<Payload> spec = () -> Payload.spec(word, kind);
        return Stream.of(
                new ClientRequest("create", "Create a " + word, "POST", path, spec),
                new ClientRequest("delete", "Delete a " + word, "DELETE", path, Payload::none),
                get("get", "Get the specification of a " + word, path),
                get("status", "Get the status of a " + word, path + "/status"),
                put("update", "Update a " + word, path, spec));
    }

    /** What clusters and jobs have in common. */
    private static Stream<ClientRequest> running(
            String word,
            String path,
            Supplier<Payload> start,
            Supplier<Payload> stop,
            Supplier<Payload> scale) {
        return Stream.of(
                put("start", "Start a " + word, path + "/start", start),
                put("stop", "Stop a " + word, path + "/stop", stop),
                put("scale", "Scale a " + word, path + "/scale", scale));
    }

    /** What Flink itself says of jobs and TaskManagers. */
    private static Stream<ClientRequest> live(String what, String path) {
        return Stream.of(
                get("details", "Get the details of " + what, path + "/details"),
                get("metrics", "Get the metrics of " + what, path + "/metrics"));
    }

    private static ClientRequest get(String command, String words, String path) {
        return new ClientRequest(command, words, "GET", path, Payload::none);
    }

    private static ClientRequest put(
            String command, String words, String path, Supplier<Payload> payload) {
        return new ClientRequest(command, words, "PUT", path, payload);
    }
}
