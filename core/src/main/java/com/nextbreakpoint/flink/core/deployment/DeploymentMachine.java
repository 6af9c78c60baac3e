package com.nextbreakpoint.flink.core.deployment;

import com.nextbreakpoint.flink.api.FlinkDeploymentSpec;
import com.nextbreakpoint.flink.api.FlinkDeploymentStatus;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.Step;
import com.nextbreakpoint.flink.core.Verdict;
import com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One step of one deployment: observed → facts → verdict → status and actions. */
public final class DeploymentMachine {
    private DeploymentMachine() {}

    public static Step<FlinkDeploymentStatus> step(DeploymentObserved observed, Instant now) {
        var reading = DeploymentReading.of(observed, now);
        var verdict = DeploymentRules.decide(reading.facts());
        var moved =
                verdict.sort() == Verdict.Sort.MARK
                        ? reading.status().withJobs(reading.restorePoints())
                        : reading.status();
        var actions =
                verdict.sort() == Verdict.Sort.ACT
                        ? verdict.moves().stream()
                                .flatMap(move -> DeploymentMoves.actions(move, reading))
                                .toList()
                        : List.<Action>of();
        if (Step.isQuiet(actions, observed.refusals())) {
            return Step.quiet(observed.deployment(), actions);
        }
        var status = DeploymentStatusView.of(moved, verdict.reason(), reading);
        // What was refused is tried again then.
        observed.refusals().byKey().values().forEach(one -> reading.alarm().has(one.retryAt()));
        return new Step<>(
                reading.meta().name(),
                status,
                actions,
                DeploymentNotices.of(verdict.reason(), actions, reading),
                reading.alarm().rest());
    }

    /**
     * The spec to remember as applied as a whole, after a step.
     *
     * @param done whether all its actions were
     */
    public static @Nullable FlinkDeploymentSpec settled(
            DeploymentObserved observed, boolean done, Instant now) {
        var open = DeploymentReading.of(observed, now).first(Child.REFUSED, Child.FOREIGN);
        return done && open.isEmpty() ? observed.deployment().spec() : observed.settled();
    }

    /**
     * Lets jobs go that no deployment waits for any longer, because theirs went without them.
     *
     * @param deployment the one of their cluster's name, null where there is none
     */
    public static List<Action> releaseOrphans(
            List<Resource<FlinkJobSpec, FlinkJobStatus>> jobs, @Nullable Meta deployment) {
        return jobs.stream()
                .map(Resource::meta)
                .filter(ChildState::isFinished)
                .filter(job -> deployment == null || !job.ownerUid().equals(deployment.uid()))
                .map(DeploymentMoves::release)
                .toList();
    }
}
