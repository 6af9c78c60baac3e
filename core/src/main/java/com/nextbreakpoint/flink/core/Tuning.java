package com.nextbreakpoint.flink.core;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.RescalePolicy;
import com.nextbreakpoint.flink.api.SupervisionSpec;
import com.nextbreakpoint.flink.api.SupervisorSpec;
import java.time.Duration;
import java.util.Optional;
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

    /** What holds where nobody says otherwise. */
    public static final Tuning DEFAULT =
            new Tuning(
                    Duration.ofSeconds(POLLING_INTERVAL),
                    Duration.ofSeconds(TASK_TIMEOUT),
                    Duration.ofSeconds(60),
                    RescalePolicy.JobParallelism);

    /**
     * Field by field: the supervisor's, else supervision's, else the process'.
     *
     * @param spec null where there is none that can be read
     * @param otherwise what the process was told
     */
    public static Tuning of(@Nullable FlinkClusterSpec spec, Tuning otherwise) {
        if (spec == null) return otherwise;
        var dedicated = own(spec.supervisor());
        var shared = spec.supervision() == null ? NOTHING : spec.supervision();
        return new Tuning(
                seconds(dedicated, shared, SupervisionSpec::pollingInterval)
                        .orElse(otherwise.pollingInterval),
                seconds(dedicated, shared, SupervisionSpec::taskTimeout)
                        .orElse(otherwise.taskTimeout),
                seconds(dedicated, shared, SupervisionSpec::rescaleDelay)
                        .orElse(otherwise.rescaleDelay),
                first(dedicated, shared, SupervisionSpec::rescalePolicy)
                        .orElse(otherwise.rescalePolicy));
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

    private static Optional<Duration> seconds(
            SupervisionSpec dedicated,
            SupervisionSpec shared,
            Function<SupervisionSpec, @Nullable Integer> field) {
        return first(dedicated, shared, field).map(Duration::ofSeconds);
    }

    private static <T> Optional<T> first(
            SupervisionSpec dedicated,
            SupervisionSpec shared,
            Function<SupervisionSpec, @Nullable T> field) {
        return Optional.ofNullable(field.apply(dedicated))
                .or(() -> Optional.ofNullable(field.apply(shared)));
    }
}
