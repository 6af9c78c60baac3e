package com.nextbreakpoint.flink.core.deployment;

import com.nextbreakpoint.flink.api.Condition;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Conditions;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.Refusals;
import com.nextbreakpoint.flink.core.Refusals.Refusal;
import com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the state of one child is found.
 *
 * @param ownerUid the deployment's uid
 */
record ChildState(Kind kind, String name, String ownerUid, Refusals refusals, Instant now) {
    ChildView absent(Action create) {
        var refusal = refusals.of(create.key());
        return refusal.isEmpty()
                ? view(Child.ABSENT, "", create, null)
                : refused(refusal.get(), create, null);
    }

    /** A child that the deployment wants, and that exists. */
    ChildView wanted(Meta live, boolean current, Action apply, List<Condition> conditions) {
        // D8.foreign
        if (!live.ownerUid().equals(ownerUid)) return view(Child.FOREIGN, "", null, live);
        if (live.isDeleted()) return going(live);
        if (!current) {
            Optional<Refusal> refusal = refusals.of(apply.key());
            return refusal.isEmpty()
                    ? view(Child.DIFFERENT, "", apply, live)
                    : refused(refusal.get(), apply, live);
        }
        return settled(live, conditions);
    }

    /** A child that the deployment has, and does not want any longer. */
    ChildView unwanted(Meta live) {
        return live.isDeleted() ? going(live) : view(Child.REMOVED, "", null, live);
    }

    private ChildView going(Meta live) {
        return view(isFinished(live) ? Child.FINISHED : Child.TERMINATING, "", null, live);
    }

    /** Its supervisor is done with it, and only we hold it. */
    static boolean isFinished(Meta live) {
        return live.isDeleted()
                && live.finalizers().contains(Names.OPERATOR_FINALIZER)
                && !live.finalizers().contains(Names.SUPERVISOR_FINALIZER);
    }

    private ChildView refused(Refusal refusal, Action action, @Nullable Meta live) {
        var state = now.isBefore(refusal.retryAt()) ? Child.REFUSED : Child.RETRY;
        return view(state, refusal.message(), action, live);
    }

    /** By its own conditions, but those of an older spec say nothing. */
    private ChildView settled(Meta live, List<Condition> conditions) {
        var fresh =
                conditions.stream()
                        .filter(one -> one.observedGeneration() >= live.generation())
                        .toList();
        var detail = Conditions.find(fresh, Conditions.READY).map(Condition::message).orElse("");
        if (Conditions.isTrue(fresh, Conditions.STALLED))
            return view(Child.STALLED, detail, null, live);
        return Conditions.isTrue(fresh, Conditions.READY)
                ? view(Child.READY, "", null, live)
                : view(Child.WORKING, detail, null, live);
    }

    private ChildView view(
            Child state, String detail, @Nullable Action apply, @Nullable Meta live) {
        return new ChildView(kind, name, state, detail, apply, live);
    }
}
