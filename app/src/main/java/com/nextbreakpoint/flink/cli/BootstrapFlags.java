package com.nextbreakpoint.flink.cli;

import com.nextbreakpoint.flink.bootstrap.BootstrapOptions;
import com.nextbreakpoint.flink.flink.FlinkClient.JarRun;
import com.nextbreakpoint.flink.flink.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the bootstrap. */
final class BootstrapFlags {
    private static final Pattern JOB_ID = Pattern.compile("[0-9a-f]{32}");

    @Option(
            names = "--namespace",
            defaultValue = "default",
            description = "The namespace of the resources (default)")
    private String namespace = "";

    @Option(
            names = "--cluster-name",
            required = true,
            description = "The name of the Flink cluster")
    private String clusterName = "";

    @Option(names = "--job-name", required = true, description = "The name of the Flink job")
    private String jobName = "";

    @Option(names = "--jar-path", required = true, description = "The path of the JAR")
    private Path jarPath = Path.of("");

    @Option(names = "--class-name", required = true, description = "The main class of the job")
    private String className = "";

    @Option(names = "--parallelism", defaultValue = "1", description = "The parallelism (1)")
    private int parallelism;

    @Option(names = "--savepoint-path", description = "The savepoint or checkpoint to restore from")
    private @Nullable String savepointPath;

    @Option(names = "--argument", description = "An argument of the job; may be repeated")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = "--job-id",
            description = "The id under which Flink runs the job, 32 hex digits")
    private @Nullable String jobId;

    @Option(
            names = "--jobmanager-process",
            description = "Start nothing in a JobManager whose web.tmpdir is another one")
    private @Nullable String process;

    @Option(
            names = "--allow-non-restored-state",
            description = "Start although the savepoint holds state that the job does not know")
    private boolean allowNonRestoredState;

    @Option(names = "--flink-hostname", description = "The host of the JobManager")
    private @Nullable String flinkHostname;

    @Option(
            names = "--port-forward",
            description = "The local port that is forwarded to the JobManager")
    private @Nullable Integer portForward;

    @Option(names = "--dry-run", description = "Log what would be done, and do nothing")
    private boolean dryRun;

    /** The checked options; {@link BadOption} names the wrong one. */
    BootstrapOptions options() {
        if (parallelism < 1) {
            throw new BadOption("--parallelism must be at least 1, not " + parallelism);
        }
        if (jobId != null && !JOB_ID.matcher(jobId).matches()) {
            throw new BadOption("--job-id must be 32 hex digits, not '%s'".formatted(jobId));
        }
        var target = target();
        ServerFlags.name("--job-name", jobName);
        var run =
                new JarRun(
                        className,
                        List.copyOf(arguments),
                        parallelism,
                        savepointPath == null || savepointPath.isEmpty() ? null : savepointPath,
                        allowNonRestoredState,
                        jobId);
        return new BootstrapOptions(
                target, jarPath, run, process, dryRun, BootstrapOptions.TERMINATION_LOG);
    }

    private Target target() {
        if (portForward != null) {
            return Target.host("localhost", ServerFlags.port("--port-forward", portForward));
        }
        if (flinkHostname != null) return Target.host(flinkHostname, Target.PORT);
        var cluster = ServerFlags.name("--cluster-name", clusterName);
        return BootstrapOptions.service(ServerFlags.name("--namespace", namespace), cluster);
    }
}
