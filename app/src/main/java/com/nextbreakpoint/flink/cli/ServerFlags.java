package com.nextbreakpoint.flink.cli;

import com.nextbreakpoint.flink.api.Schema;
import com.nextbreakpoint.flink.core.PortNumbers;
import com.nextbreakpoint.flink.core.Tuning;
import com.nextbreakpoint.flink.flink.Target;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that operator and supervisor share. */
final class ServerFlags {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    @Option(
            names = "--namespace",
            defaultValue = "default",
            description = "The namespace of the resources (default)")
    private String namespace = "";

    @Option(
            names = "--polling-interval",
            defaultValue = "" + Tuning.POLLING_INTERVAL,
            description =
                    "The seconds between two looks at Flink (" + Tuning.POLLING_INTERVAL + ")")
    private int pollingInterval;

    @Option(
            names = "--task-timeout",
            defaultValue = "" + Tuning.TASK_TIMEOUT,
            description =
                    "The seconds after which a cluster that does not answer is restarted ("
                            + Tuning.TASK_TIMEOUT
                            + ")")
    private int taskTimeout;

    @Option(
            names = "--monitor-port",
            defaultValue = "" + PortNumbers.MONITOR,
            description = "The port of metrics, version and health (" + PortNumbers.MONITOR + ")")
    private int monitorPort;

    @Mixin private StoreFlags stores = new StoreFlags();

    @Option(names = "--flink-hostname", description = "The host of all JobManagers' node ports")
    private @Nullable String flinkHostname;

    @Option(
            names = "--port-forward",
            description = "The local port that is forwarded to the JobManager")
    private @Nullable Integer portForward;

    @Option(names = "--kube-config", description = "The path of the Kubernetes configuration")
    private @Nullable Path kubeConfig;

    @Option(names = "--log-format", defaultValue = "text", description = "text or json (text)")
    private Logging.Format logFormat = Logging.Format.text;

    @Option(names = "--dry-run", description = "Log what would be done, and do nothing")
    private boolean dryRun;

    /** The checked options; {@link BadOption} names the wrong one. */
    ServerOptions options() {
        if (!LABEL.matcher(namespace).matches()) {
            throw new BadOption(
                    "--namespace must be the name of a namespace, not '%s'".formatted(namespace));
        }
        if (kubeConfig != null && !Files.isReadable(kubeConfig)) {
            throw new BadOption(
                    "--kube-config names the file %s, which cannot be read".formatted(kubeConfig));
        }
        return new ServerOptions(
                namespace,
                ownPort("--monitor-port", monitorPort),
                stores.stores(System.getenv()),
                flink(),
                kubeConfig,
                tuning(),
                dryRun);
    }

    private Tuning tuning() {
        var polling =
                inRange("--polling-interval", pollingInterval, 1, Schema.LONGEST_POLLING_INTERVAL);
        var timeout = inRange("--task-timeout", taskTimeout, 1, Schema.DAY);
        return new Tuning(
                Duration.ofSeconds(polling),
                Duration.ofSeconds(timeout),
                Tuning.DEFAULT.rescaleDelay(),
                Tuning.DEFAULT.rescalePolicy());
    }

    Logging.Format logFormat() {
        return logFormat;
    }

    private @Nullable InetSocketAddress flink() {
        if (portForward != null) {
            return InetSocketAddress.createUnresolved(
                    "localhost", port("--port-forward", portForward));
        }
        return flinkHostname == null
                ? null
                : InetSocketAddress.createUnresolved(flinkHostname, Target.PORT);
    }

    /** A port to listen on: 0 is any free one, which the log tells. */
    static int ownPort(String option, int value) {
        return inRange(option, value, 0, 65_535);
    }

    static int port(String option, int value) {
        return inRange(option, value, 1, 65_535);
    }

    private static int inRange(String option, int value, int least, long most) {
        if (value < least || value > most) {
            throw new BadOption(
                    "%s must be from %d to %d, not %d".formatted(option, least, most, value));
        }
        return value;
    }

    /** A name that a label can carry: of a cluster or a job. */
    static String name(String option, String value) {
        if (!LABEL.matcher(value).matches()) {
            throw new BadOption(
                    "%s must be lower case letters, digits and '-', not '%s'"
                            .formatted(option, value));
        }
        return value;
    }
}
