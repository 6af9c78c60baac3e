package com.nextbreakpoint.flink.flink.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nextbreakpoint.flink.core.FlinkView.TaskManager;
import com.nextbreakpoint.flink.flink.Target;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The fake: an address, its present JobManager process, and what tests tell it to do. */
public final class FakeFlink implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final FlinkVersion version;
    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
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

    private FakeFlink(FlinkVersion version, HttpServer server) {
        this.version = version;
        this.server = server;
        this.jobManager = new FakeJobManager(this);
        cacheAge(Duration.ofMillis(50));
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** On a free port of this machine. */
    public static FakeFlink start(FlinkVersion version) {
        try {
            var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            return new FakeFlink(version, HttpServer.create(any, 0));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    public Target target() {
        var address = server.getAddress();
        return Target.host(address.getHostString(), address.getPort());
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
        return List.copyOf(requests);
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

    private void handle(HttpExchange exchange) throws IOException {
        var request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        requests.add(request);
        var body = exchange.getRequestBody().readAllBytes();
        switch (rules.of(request)) {
            case null -> send(exchange, answer(exchange, body), 1);
            case Misbehaviour.Mute() -> throw Misbehaviour.waitForTheEnd();
            case Misbehaviour.Stalled() -> {
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
                throw Misbehaviour.waitForTheEnd();
            }
            case Misbehaviour.Instead(int code, String text) -> write(exchange, code, text);
            case Misbehaviour.Truncated() -> send(exchange, answer(exchange, body), 2);
            case Misbehaviour.Lost() -> {
                answer(exchange, body);
                exchange.close();
            }
            case Misbehaviour.Dropped() -> exchange.close();
            case Misbehaviour.Replaced() -> {
                var last = answer(exchange, body);
                restart();
                send(exchange, last, 1);
            }
            case Misbehaviour.Slow(var by) -> {
                Misbehaviour.sleep(by);
                send(exchange, answer(exchange, body), 1);
            }
        }
    }

    private Reply answer(HttpExchange exchange, byte[] body) throws IOException {
        var path = List.of(exchange.getRequestURI().getPath().substring(1).split("/"));
        if (path.equals(List.of("jars", "upload"))) {
            return jobManager.jars.upload(new String(body, UTF_8));
        }
        JsonNode json = JSON.readTree(body);
        return jobManager.answer(exchange.getRequestMethod(), path, json);
    }

    private static void send(HttpExchange exchange, Reply reply, int part) throws IOException {
        var text = JSON.writeValueAsString(reply.json());
        write(exchange, reply.code(), text.substring(0, text.length() / part));
    }

    private static void write(HttpExchange exchange, int code, String text) throws IOException {
        var bytes = text.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json; charset=UTF-8");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
