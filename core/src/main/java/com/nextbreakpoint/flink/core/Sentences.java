package com.nextbreakpoint.flink.core;

import com.nextbreakpoint.flink.api.Condition;
import com.nextbreakpoint.flink.api.DeploymentDigest;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.FlinkDeploymentStatus;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What only says the same in other words can wait, or how far something is on its way: the reasons
 * and messages of conditions that stay as they are, what a job tells of its cluster's health, and
 * the digests of a deployment: nobody decides by them. A status is a large object to the API
 * server, and a start has many sentences.
 */
public final class Sentences {
    /** So long after a status was written no other is for its sentences' sake. */
    public static final Duration REST = Duration.ofSeconds(10);

    private Sentences() {}

    /**
     * The step, with the status as it was while nothing but the sentences differ; a reason that
     * passes by unwritten is not told in an Event either. A warning is always both.
     */
    public static <T> Step<T> patient(Step<T> step, T before, Instant now) {
        var written = written(before);
        if (written == null || step.status().equals(before) || isWarning(step)) return step;
        var alarm = new Alarm(now);
        return alarm.isOver(written, REST) || !same(before, step.status())
                ? step
                : step.unwritten(before, reason(step.status()), alarm.rest());
    }

    private static boolean isWarning(Step<?> step) {
        return step.told().stream().anyMatch(notice -> notice.severity() == Step.Severity.WARNING);
    }

    private static boolean same(Object before, Object after) {
        return plain(before).equals(plain(after));
    }

    private static String reason(Object status) {
        return Conditions.find(conditions(status), Conditions.READY)
                .map(Condition::reason)
                .orElse("");
    }

    private static List<Condition> conditions(Object status) {
        return switch (status) {
            case FlinkDeploymentStatus s -> s.conditions();
            case FlinkClusterStatus s -> s.conditions();
            case FlinkJobStatus s -> s.conditions();
            default -> throw unknown(status);
        };
    }

    private static IllegalArgumentException unknown(Object status) {
        return new IllegalArgumentException(status.getClass().getName());
    }

    private static @Nullable Instant written(Object status) {
        return switch (status) {
            case FlinkDeploymentStatus s -> s.timestamp();
            case FlinkClusterStatus s -> s.timestamp();
            case FlinkJobStatus s -> s.timestamp();
            default -> throw unknown(status);
        };
    }

    private static Object plain(Object status) {
        return switch (status) {
            case FlinkDeploymentStatus s ->
                    s.with(
                            b ->
                                    b.timestamp(null)
                                            .digest(DeploymentDigest.NONE)
                                            .conditions(mute(s.conditions())));
            case FlinkClusterStatus s ->
                    s.with(b -> b.timestamp(null).conditions(mute(s.conditions())));
            case FlinkJobStatus s ->
                    s.with(
                            b ->
                                    b.timestamp(null)
                                            .clusterHealth("")
                                            .conditions(mute(s.conditions())));
            default -> throw unknown(status);
        };
    }

    private static List<Condition> mute(List<Condition> conditions) {
        return conditions.stream()
                .map(
                        one ->
                                new Condition(
                                        one.type(),
                                        one.status(),
                                        "",
                                        "",
                                        one.lastTransitionTime(),
                                        one.observedGeneration()))
                .toList();
    }
}
