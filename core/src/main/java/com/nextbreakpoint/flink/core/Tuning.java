package com.nextbreakpoint.flink.core;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.RescalePolicy;
import com.nextbreakpoint.flink.api.SupervisionSpec;
import com.nextbreakpoint.flink.api.SupervisorSpec;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a cluster is supervised, whichever host does it.
 *
 * @param pollingInterval how often Flink is asked, 5 s unless the user says otherwise
 * @param taskTimeout how long the JobManager's pod may be not Ready without a break, 300 s
 * @param rescaleDelay how long surplus TaskManagers stay, 60 s
 */
public record Tuning(
        Duration pollingInterval,
        Duration taskTimeout,
        Duration rescaleDelay,
        RescalePolicy rescalePolicy) {
    /**
     * How long Kubernetes may need to tell that a container was restarted. A JobManager process
     * that is another for longer, in the same container, was replaced by what runs in there.
     */
    public static final Duration RESTART_TOLD = Duration.ofSeconds(60);

    /** Seconds, what holds where nobody says otherwise. */
    public static final int POLLING_INTERVAL = 5;

    public static final int TASK_TIMEOUT = 300;

    private static final SupervisionSpec NOTHING = new SupervisionSpec(null, null, null, null);

    /** What holds where there is no cluster to say otherwise. */
    public static final Tuning DEFAULT =
            new Tuning(
                    Duration.ofSeconds(POLLING_INTERVAL),
                    Duration.ofSeconds(TASK_TIMEOUT),
                    Duration.ofSeconds(60),
                    RescalePolicy.JobParallelism);

    /** Field by field: the supervisor's, else supervision's, else the default. */
    public static Tuning of(FlinkClusterSpec spec) {
        var dedicated = own(spec.supervisor());
        var shared = spec.supervision() == null ? NOTHING : spec.supervision();
        return new Tuning(
                Duration.ofSeconds(
                        first(
                                dedicated,
                                shared,
                                SupervisionSpec::pollingInterval,
                                POLLING_INTERVAL)),
                Duration.ofSeconds(
                        first(dedicated, shared, SupervisionSpec::taskTimeout, TASK_TIMEOUT)),
                Duration.ofSeconds(
                        first(
                                dedicated,
                                shared,
                                SupervisionSpec::rescaleDelay,
                                (int) DEFAULT.rescaleDelay().toSeconds())),
                first(dedicated, shared, SupervisionSpec::rescalePolicy, DEFAULT.rescalePolicy()));
    }

    private static SupervisionSpec own(@Nullable SupervisorSpec spec) {
        return spec == null
                ? NOTHING
                : new SupervisionSpec(
                        spec.pollingInterval(),
                        spec.taskTimeout(),
                        spec.rescaleDelay(),
                        spec.rescalePolicy());
    }

    private static <T> T first(
            SupervisionSpec dedicated,
            SupervisionSpec shared,
            Function<SupervisionSpec, @Nullable T> field,
            T otherwise) {
        var own = field.apply(dedicated);
        var common = own == null ? field.apply(shared) : own;
        return common == null ? otherwise : common;
    }
}
