package com.nextbreakpoint.flink.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nextbreakpoint.flink.core.FlinkJobView;
import com.nextbreakpoint.flink.core.FlinkView.Point;
import com.nextbreakpoint.flink.core.FlinkView.TaskManager;
import com.nextbreakpoint.flink.core.FlinkView.Trigger;
import com.nextbreakpoint.flink.core.FlinkWords;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Flink's REST API, the part of it that is the same from 1.18 to 2.3. */
public final class RestFlinkClient implements FlinkClient {
    /** pekko.tcp://flink@HOST:PORT/…, akka.tcp in older versions; IPv6 in brackets. */
    private static final Pattern RPC_HOST = Pattern.compile("@\\[?([^/\\]]+?)\\]?:\\d+/");

    private final Exchange exchange;
    private final Supplier<Duration> limit;

    public RestFlinkClient(Target target, Duration limit) {
        this(target, () -> limit);
    }

    /**
     * @param limit asked for before each call, so that many calls can share one deadline
     */
    public RestFlinkClient(Target target, Supplier<Duration> limit) {
        this.exchange = new Exchange(target);
        this.limit = limit;
    }

    @Override
    public Overview overview() {
        var answer = ask("overview");
        return new Overview(
                answer.text("flink-version"),
                answer.count("slots-total"),
                answer.count("slots-available"));
    }

    @Override
    public Map<String, String> configuration() {
        var settings = new HashMap<String, String>();
        for (var setting : ask("jobmanager/config").list()) {
            settings.put(setting.text("key"), setting.textOrEmpty("value"));
        }
        return settings;
    }

    @Override
    public Listing listing() {
        var jobs = ask("jobs/overview").list("jobs");
        var marks = jobs.stream().map(RestFlinkClient::mark).toList();
        return new Listing(
                jobs.stream().map(RestFlinkClient::job).toList(),
                marks.contains("") ? "" : String.join(" ", marks));
    }

    private static String mark(Answer job) {
        var changed = job.textOrEmpty("last-modification");
        return changed.isEmpty()
                ? ""
                : job.id("jid") + job.text("state") + job.number("start-time") + "-" + changed;
    }

    private static FlinkJobView job(Answer job) {
        var tasks = job.object("tasks");
        return new FlinkJobView(
                job.id("jid"),
                job.text("state"),
                new FlinkJobView.Tasks(
                        tasks.count("total"),
                        tasks.count("scheduled"),
                        tasks.count("deploying"),
                        tasks.count("initializing"),
                        tasks.count("running"),
                        tasks.count("finished")),
                "",
                null);
    }

    @Override
    public List<TaskManager> taskManagers() {
        return ask("taskmanagers").list("taskmanagers").stream()
                .map(RestFlinkClient::taskManager)
                .toList();
    }

    private static TaskManager taskManager(Answer taskManager) {
        var host = RPC_HOST.matcher(taskManager.textOrEmpty("path"));
        return new TaskManager(
                taskManager.text("id"),
                host.find() ? host.group(1) : "",
                taskManager.count("slotsNumber"),
                taskManager.count("freeSlots"));
    }

    @Override
    public CheckpointCounts checkpoints(String jobId) {
        var answer = ask("jobs/" + jobId + "/checkpoints");
        var latest = answer.object("latest");
        var completed = point(latest.optional("completed").orElse(null), "latest_ack_timestamp");
        return new CheckpointCounts(
                answer.object("counts").number("completed"),
                completed != null ? completed : failover(latest.optional("restored").orElse(null)),
                point(latest.optional("savepoint").orElse(null), "latest_ack_timestamp"));
    }

    /** After a failover with Flink HA the checkpoint that it began from is the newest there is. */
    private static @Nullable Point failover(@Nullable Answer restored) {
        return restored == null || restored.flag("is_savepoint")
                ? null
                : point(restored, "restore_timestamp");
    }

    /**
     * Null when there is none, or it is nowhere that has a path. One that is discarded counts: the
     * latest is said to be as soon as the next has completed, which is not in the answer yet.
     */
    private static @Nullable Point point(@Nullable Answer point, String timestamp) {
        if (point == null) {
            return null;
        }
        var path = point.textOrEmpty("external_path");
        return path.isEmpty() || FlinkWords.NO_PATH.isIn(path)
                ? null
                : new Point(
                        point.number("id"), path, Instant.ofEpochMilli(point.number(timestamp)));
    }

    @Override
    public CheckpointSettings checkpointSettings(String jobId) {
        var answer = ask("jobs/" + jobId + "/checkpoints/config");
        var kept = answer.object("externalization");
        return new CheckpointSettings(
                kept.flag("enabled") && !kept.flag("delete_on_cancellation"),
                !FlinkWords.IN_MEMORY.isIn(answer.textOrEmpty("checkpoint_storage")));
    }

    @Override
    public String rootCause(String jobId) {
        var answer = ask("jobs/" + jobId + "/exceptions");
        var history = answer.object("exceptionHistory").list("entries");
        var trace =
                history.isEmpty()
                        ? answer.textOrEmpty("root-exception")
                        : history.getFirst().text("stacktrace");
        return trace.isEmpty() || trace.equals("null") ? "" : RootCause.of(trace);
    }

    @Override
    public void triggerSavepoint(String jobId, String triggerId, String directory) {
        var body =
                Map.of("target-directory", directory, "cancel-job", false, "triggerId", triggerId);
        begin("jobs/" + jobId + "/savepoints", body, triggerId);
    }

    @Override
    public void stop(String jobId, String triggerId, String directory) {
        var body = Map.of("targetDirectory", directory, "drain", false, "triggerId", triggerId);
        begin("jobs/" + jobId + "/stop", body, triggerId);
    }

    private void begin(String path, Map<String, ?> body, String triggerId) {
        var begun = exchange.ask("POST", path, body, limit.get()).text("request-id");
        if (!begun.equals(triggerId)) {
            throw Answer.nonsense("POST /" + path, "the id " + begun + " instead of ours");
        }
    }

    @Override
    public Trigger trigger(String jobId, String triggerId) {
        try {
            return trigger(ask("jobs/" + jobId + "/savepoints/" + triggerId));
        } catch (FlinkRefused refused) {
            if (refused.code() == 404 && refused.says(FlinkWords.UNKNOWN_TRIGGER)) {
                return new Trigger.Unknown();
            }
            throw refused;
        }
    }

    private static Trigger trigger(Answer answer) {
        var state = answer.object("status").text("id");
        return switch (state) {
            case "IN_PROGRESS" -> new Trigger.InProgress();
            case "COMPLETED" -> completed(answer.object("operation"));
            default -> throw Answer.nonsense(answer.request(), "the state " + state);
        };
    }

    private static Trigger completed(Answer operation) {
        return operation
                .optional("failure-cause")
                .<Trigger>map(cause -> new Trigger.Failed(RootCause.of(cause.text("stack-trace"))))
                .orElseGet(() -> new Trigger.Completed(operation.text("location")));
    }

    @Override
    public void cancel(String jobId) {
        try {
            exchange.ask("PATCH", "jobs/" + jobId + "?mode=cancel", limit.get());
        } catch (FlinkRefused refused) {
            if (refused.code() != 404 && refused.code() != 409) {
                throw refused;
            }
        }
    }

    @Override
    public String uploadJar(Path jar, String name) {
        return upload(JarForm.of(jar, name));
    }

    @Override
    public String uploadJar(byte[] jar, String name) {
        return upload(JarForm.of(jar, name));
    }

    private String upload(JarForm form) {
        var answer = exchange.ask("POST", "jars/upload", form.body(), form.type(), limit.get());
        var stored = answer.text("filename");
        return stored.substring(stored.lastIndexOf('/') + 1);
    }

    @Override
    public String runJar(String jarId, JarRun run, Duration limit) {
        var body = new LinkedHashMap<String, Object>();
        body.put("entryClass", run.className());
        body.put("programArgsList", run.arguments());
        body.put("parallelism", run.parallelism());
        body.put("allowNonRestoredState", run.allowNonRestoredState());
        if (run.savepointPath() != null) {
            body.put("savepointPath", run.savepointPath());
        }
        if (run.jobId() != null) {
            body.put("jobId", run.jobId());
        }
        return exchange.ask("POST", "jars/" + encode(jarId) + "/run", body, limit).id("jobid");
    }

    @Override
    public List<Jar> jars() {
        return ask("jars").list("files").stream()
                .map(jar -> new Jar(jar.text("id"), jar.text("name")))
                .toList();
    }

    @Override
    public void deleteJar(String jarId) {
        try {
            exchange.ask("DELETE", "jars/" + encode(jarId), limit.get());
        } catch (FlinkRefused refused) {
            if (!refused.says(FlinkWords.JAR_GONE)) {
                throw refused;
            }
        }
    }

    @Override
    public String get(String path) {
        return ask(path).json().toString();
    }

    private Answer ask(String path) {
        return exchange.ask("GET", path, limit.get());
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, UTF_8).replace("+", "%20");
    }
}
