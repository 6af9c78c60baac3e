package com.nextbreakpoint.flink.core.host;

import static com.nextbreakpoint.flink.api.SupervisedBy.Dedicated;
import static com.nextbreakpoint.flink.api.SupervisedBy.Operator;
import static com.nextbreakpoint.flink.core.Verdict.act;
import static com.nextbreakpoint.flink.core.Verdict.go;
import static com.nextbreakpoint.flink.core.Verdict.stay;

import com.nextbreakpoint.flink.api.SupervisedBy;
import com.nextbreakpoint.flink.core.Verdict;
import com.nextbreakpoint.flink.core.host.HostFacts.Existing;
import com.nextbreakpoint.flink.core.host.HostFacts.Pods;

/** Who supervises, and whether the Deployment is there for it; the first match wins. */
final class HostRules {
    private HostRules() {}

    static Verdict<SupervisedBy, HostMove, HostReason> decide(HostFacts f) {
        // H9.abandoned
        if (f.dedicated() && f.abandoned()) return go(Operator, HostReason.TAKEN_OVER);
        // C1.7
        if (f.malformed()) return stay(HostReason.MALFORMED);
        // H9.host: Kubernetes takes the Deployment away with the cluster
        if (f.deleted()) return stay(HostReason.SETTLED);
        return f.wanted() ? wanted(f) : unwanted(f);
    }

    private static Verdict<SupervisedBy, HostMove, HostReason> wanted(HostFacts f) {
        return switch (f.deployment()) {
            // H9.host, H9.rolls
            case ABSENT, DIFFERENT -> act(HostMove.APPLY_DEPLOYMENT, HostReason.DEPLOYMENT_APPLIED);
            // C1.6
            case REFUSED -> stay(HostReason.DEPLOYMENT_REFUSED);
            // D8.foreign
            case FOREIGN -> stay(HostReason.DEPLOYMENT_NOT_OURS);
            // H9.host
            case TERMINATING -> stay(HostReason.WAITING_FOR_END);
            case CURRENT -> {
                // H9.host
                if (f.dedicated()) yield stay(HostReason.SETTLED);
                // H9.host
                yield f.pods() == Pods.READY
                        ? go(Dedicated, HostReason.SUPERVISOR_READY)
                        : stay(HostReason.WAITING_FOR_SUPERVISOR);
            }
        };
    }

    /** The operator goes on when nobody else can be at work any more. */
    private static Verdict<SupervisedBy, HostMove, HostReason> unwanted(HostFacts f) {
        // H9.host
        return switch (f.deployment()) {
            case DIFFERENT, REFUSED, CURRENT ->
                    act(HostMove.DELETE_DEPLOYMENT, HostReason.DEPLOYMENT_DELETED);
            case TERMINATING -> stay(HostReason.WAITING_FOR_END);
            case ABSENT, FOREIGN -> {
                if (!f.dedicated()) yield stay(HostReason.SETTLED);
                yield f.pods() == Pods.NONE || f.deployment() == Existing.FOREIGN
                        ? go(Operator, HostReason.SUPERVISOR_GONE)
                        : stay(HostReason.WAITING_FOR_END);
            }
        };
    }
}
