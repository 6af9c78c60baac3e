package com.nextbreakpoint.flink.e2e.crash;

import com.nextbreakpoint.flink.bootstrap.Bootstrap;
import com.nextbreakpoint.flink.bootstrap.BootstrapOptions;
import com.nextbreakpoint.flink.bootstrap.BootstrapReport;
import com.nextbreakpoint.flink.flink.Access;
import com.nextbreakpoint.flink.flink.FlinkClient.JarRun;
import com.nextbreakpoint.flink.flink.Target;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/** The process of a bootstrap pod, in a thread of its own. */
public final class Submission {
    private static final Path JAR = jar();

    private final Thread thread;
    private volatile boolean killed;

    /** The pod was killed: not even its next request is made. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    /**
     * Begins at once.
     *
     * @param flink the address of the JobManager's REST API
     * @param ended told how it ended, on the thread of the process
     */
    public Submission(Pod pod, URI flink, Consumer<BootstrapReport> ended) {
        var options = options(pod.getSpec().getContainers().getFirst().getArgs(), flink);
        this.thread = Thread.ofVirtual().start(() -> run(options, ended));
    }

    public void kill() {
        killed = true;
        thread.interrupt();
    }

    private void run(BootstrapOptions options, Consumer<BootstrapReport> ended) {
        try {
            var report = Bootstrap.run(options);
            if (!killed) ended.accept(report);
        } catch (Killed end) {
            // As a process that is killed: it says nothing.
        }
    }

    private BootstrapOptions options(List<String> args, URI address) {
        var run =
                new JarRun(
                        value(args, "--class-name").orElseThrow(),
                        args.stream()
                                .filter(arg -> arg.startsWith("--argument="))
                                .map(arg -> arg.substring("--argument=".length()))
                                .toList(),
                        Integer.parseInt(value(args, "--parallelism").orElseThrow()),
                        value(args, "--savepoint-path").orElse(null),
                        false,
                        value(args, "--job-id").orElseThrow());
        return new BootstrapOptions(
                new Target("", "", address, Access.through(tls(), this::headers)),
                JAR,
                run,
                value(args, "--jobmanager-process").orElse(null),
                false,
                Path.of("/nowhere/termination-log"));
    }

    /** Asked for before each request. */
    private Map<String, String> headers() {
        if (killed) throw new Killed();
        return Map.of();
    }

    private static Optional<String> value(List<String> args, String option) {
        return args.stream()
                .filter(arg -> arg.startsWith(option + "="))
                .map(arg -> arg.substring(option.length() + 1))
                .findFirst();
    }

    private static SSLContext tls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException missing) {
            throw new AssertionError(missing);
        }
    }

    private static Path jar() {
        try {
            var jar = Files.createTempFile("jobs", ".jar");
            jar.toFile().deleteOnExit();
            return jar;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
