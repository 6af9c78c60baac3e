package com.nextbreakpoint.flink.e2e.bench;

import com.nextbreakpoint.flink.e2e.Await;
import com.nextbreakpoint.flink.e2e.TestCluster;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operator that users get: the launcher of the image, with the arguments and the limits of the
 * chart, and the access of a pod. It is started again in the same pod, as a kubelet does.
 */
final class OperatorProcess implements AutoCloseable {
    private static final String POD = "flink-operator-bench";
    private static final Duration START = Duration.ofSeconds(60);

    /** Of a processor's time in /proc, a second. */
    private static final double TICKS = 100;

    private static final int UTIME = 11;
    private static final int KILOBYTES = 1024;

    private final Container container;
    private final Cage cage;
    private final String namespace;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Process process;

    /**
     * Starts nothing yet.
     *
     * @param chart the chart's Deployment, as Helm renders it
     * @param log what the process says is appended to it
     */
    OperatorProcess(Path chart, String namespace, Path log) {
        try {
            var deployment = Serialization.unmarshal(Files.readString(chart), Deployment.class);
            this.container =
                    deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        this.cage = new Cage(container.getResources().getLimits());
        this.namespace = namespace;
        this.log = log;
    }

    /** The memory that the chart allows, as it says it. */
    String limit() {
        return String.valueOf(container.getResources().getLimits().get("memory"));
    }

    void start() {
        var launcher = TestCluster.PROJECT.resolve("dist/bin/flinkctl").toString();
        var command = new ArrayList<>(List.of("sh", "-c", cage.enter() + "exec \"$@\"", "sh"));
        command.add(launcher);
        command.addAll(container.getArgs());
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().remove("KUBECONFIG");
        builder.environment().put("KUBERNETES_SERVICE_HOST", "127.0.0.1");
        builder.environment().put("KUBERNETES_SERVICE_PORT", "6443");
        builder.environment().put("POD_NAME", POD);
        builder.environment().put("POD_NAMESPACE", namespace);
        try {
            process = builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void awaitReady() {
        if (!Await.within(START, () -> answers("/readyz"))) {
            throw new AssertionError("the operator does not get ready, see " + log);
        }
    }

    /** Also what its kubelet asks, again and again. */
    boolean answers(String path) {
        var uri = URI.create("http://127.0.0.1:8080" + path);
        var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException silent) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** As when the machine's memory is short: no word, no chance to hand over. */
    void kill() {
        if (process == null) return;
        process.destroyForcibly();
        process.onExit().join();
    }

    boolean lives() {
        return process != null && process.isAlive();
    }

    @Override
    public void close() {
        kill();
        http.close();
    }

    /** What it occupies now, in MB. */
    long residentMegabytes() {
        return status("VmRSS");
    }

    /** What it occupied at most since it was started, in MB. */
    long peakMegabytes() {
        return status("VmHWM");
    }

    /** 0 for a process that has ended. */
    private long status(String field) {
        return read("status")
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / KILOBYTES)
                .findFirst()
                .orElse(0);
    }

    /** The processor time that it took so far, in seconds. */
    double cpuSeconds() {
        // Its name, in brackets, may hold blanks.
        var fields = read("stat").replaceFirst(".*\\) ", "").split(" ", -1);
        return fields.length <= UTIME + 1
                ? 0
                : (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1])) / TICKS;
    }

    private String read(String file) {
        if (process == null) return "";
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/" + file));
        } catch (IOException ended) {
            return "";
        }
    }

    /** The lines of its log that tell of an error, or of an exception that nobody caught. */
    List<String> errors() {
        try (var lines = Files.lines(log)) {
            return lines.filter(
                            line ->
                                    line.matches(
                                            ".*( ERROR |Exception in thread|OutOfMemoryError).*"))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
