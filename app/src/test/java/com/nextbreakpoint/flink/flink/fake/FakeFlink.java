package com.nextbreakpoint.flink.flink.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nextbreakpoint.flink.core.FlinkView.TaskManager;
import com.nextbreakpoint.flink.flink.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The fake: an address, its present JobManager process, and what tests tell it to do. */
public final class FakeFlink implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final FlinkVersion version;
    private @Nullable FakeServer server;
    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final History history = new History();
    private final Rules rules = new Rules();
    private final FakeStorage storage = new FakeStorage();
    private final Map<String, Main> mains = new ConcurrentHashMap<>();
    private final Map<String, String> settings = new ConcurrentHashMap<>();
    private final Set<String> missingPaths = ConcurrentHashMap.newKeySet();
    private volatile List<TaskManager> taskManagers = List.of();
    private volatile FakeJobManager jobManager;
    private volatile Duration cacheAge = Duration.ZERO;
    private volatile @Nullable Duration checkpointCacheAge;
    private volatile boolean holdsSavepoints;
    private volatile boolean confusesIds;
    private volatile String savepointFailure = "";

    private FakeFlink(FlinkVersion version) {
        this.version = version;
        this.jobManager = new FakeJobManager(this);
        cacheAge(Duration.ofMillis(50));
    }

    /** On a free port of this machine. */
    public static FakeFlink start(FlinkVersion version) {
        var flink = new FakeFlink(version);
        flink.server = new FakeServer(flink, flink.rules);
        return flink;
    }

    /** Without a port: whoever has one passes on what is asked. */
    public static FakeFlink unserved(FlinkVersion version) {
        return new FakeFlink(version);
    }

    @Override
    public void close() {
        if (server != null) server.close();
    }

    public Target target() {
        return server().target();
    }

    private FakeServer server() {
        return Objects.requireNonNull(server, "this fake has no port");
    }

    /** The same, as the pod's process that is expected to answer. */
    public Target target(String pod, String incarnation) {
        return new Target(pod, incarnation, target().address(), target().access());
    }

    /** Another process: jobs, triggers and JARs are forgotten. */
    public void restart() {
        jobManager = new FakeJobManager(this);
    }

    /** Method and path of all requests so far, such as {@code GET /overview}. */
    public List<String> requests() {
        return server().requests();
    }

    /** What was really begun: {@code run ID}, {@code stop ID}, {@code savepoints ID}. */
    public List<String> begun() {
        return List.copyOf(begun);
    }

    /** The jobs of the present process that are not final. */
    public List<FakeJob> live() {
        return jobManager.jobs.values().stream().filter(job -> !job.isFinal()).toList();
    }

    public History history() {
        return history;
    }

    public FakeJob job(String id) {
        var job = jobManager.jobs.get(id);
        if (job == null) {
            throw new IllegalStateException("the fake has no job " + id);
        }
        return job;
    }

    public Set<String> jobIds() {
        return Set.copyOf(jobManager.jobs.keySet());
    }

    /** It outlives its JobManagers. */
    public FakeStorage storage() {
        return storage;
    }

    /** A job that runs with two tasks. */
    public FakeJob addJob(String id) {
        var job = new FakeJob(id, 2, List.of(), null, storage);
        jobManager.jobs.put(id, job);
        return job;
    }

    /** As Flink forgets jobs an hour after their end. */
    public void forget(String id) {
        jobManager.jobs.remove(id);
    }

    public int jars() {
        return jobManager.jars.count();
    }

    /** The next {@code times} requests that match are treated so, e.g. {@code "GET /overview"}. */
    public void misbehave(String request, Misbehaviour misbehaviour, int times) {
        for (int i = 0; i < times; i++) {
            rules.add(request, misbehaviour, false);
        }
    }

    /** All requests that match are treated so until {@link #behave}. */
    public void misbehave(String request, Misbehaviour misbehaviour) {
        rules.add(request, misbehaviour, true);
    }

    public void behave() {
        rules.clear();
    }

    public void main(String className, Main main) {
        mains.put(className, main);
    }

    Main main(String className) {
        return mains.getOrDefault(className, new Main.Executes());
    }

    public void taskManagers(TaskManager... registered) {
        taskManagers = List.of(registered);
    }

    List<TaskManager> taskManagers() {
        return taskManagers;
    }

    public void setting(String key, String value) {
        settings.put(key, value);
    }

    Map<String, String> settings() {
        return settings;
    }

    /** Of the details of jobs, told as web.refresh-interval. */
    public void cacheAge(Duration age) {
        cacheAge = age;
        setting("web.refresh-interval", String.valueOf(age.toMillis()));
    }

    Duration cacheAge() {
        return cacheAge;
    }

    /** Of checkpoints, which have a cache of their own with newer versions. */
    public void checkpointCacheAge(Duration age) {
        checkpointCacheAge = age;
        setting("rest.cache.checkpoint-statistics.timeout", String.valueOf(age.toMillis()));
    }

    Duration checkpointCacheAge() {
        return checkpointCacheAge == null ? cacheAge : checkpointCacheAge;
    }

    /** Savepoints stay in progress while it is so. */
    public void holdSavepoints(boolean hold) {
        holdsSavepoints = hold;
    }

    boolean holdsSavepoints() {
        return holdsSavepoints;
    }

    /** All further savepoints fail with this exception; "" ends it. */
    public void failSavepoints(String exception) {
        savepointFailure = exception;
    }

    String savepointFailure() {
        return savepointFailure;
    }

    /** Answers with ids that nobody asked for. */
    public void confuseIds(boolean confuse) {
        confusesIds = confuse;
    }

    boolean confusesIds() {
        return confusesIds;
    }

    /** Nothing can be restored from there. */
    public void missing(String path) {
        missingPaths.add(path);
    }

    Set<String> missingPaths() {
        return missingPaths;
    }

    public FlinkVersion version() {
        return version;
    }

    void began(String what) {
        begun.add(what);
    }

    /** What it answers to a request whose path begins with a slash. */
    public Reply answer(String method, String path, byte[] body) throws IOException {
        var parts = List.of(path.substring(1).split("/"));
        if (parts.equals(List.of("jars", "upload"))) {
            return jobManager.jars.upload(new String(body, UTF_8));
        }
        return jobManager.answer(method, parts, JSON.readTree(body));
    }
}
