package com.nextbreakpoint.flink.core.scaling;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Which TaskManagers go when there are too many. */
public final class Surplus {
    /** The useless ones first, then the newest; by name where both were created together. */
    private static final Comparator<Candidate> ORDER =
            Comparator.comparing(Candidate::isUseful)
                    .thenComparing(Candidate::created, Comparator.reverseOrder())
                    .thenComparing(Candidate::pod);

    private Surplus() {}

    /**
     * The names of the pods to delete: no more than {@code surplus}, and none that works.
     *
     * @param living all living TaskManagers of the cluster
     */
    public static List<String> choose(List<Candidate> living, int surplus) {
        // T7.surplus
        return living.stream()
                .filter(candidate -> !candidate.isBusy())
                .sorted(ORDER)
                .limit(Math.max(0, surplus))
                .map(Candidate::pod)
                .toList();
    }

    /**
     * A living TaskManager.
     *
     * @param registered whether Flink lists it
     * @param idle whether all its slots are free; of no meaning when it is not registered
     */
    public record Candidate(
            String pod, boolean ready, boolean registered, boolean idle, Instant created) {
        boolean isUseful() {
            return ready && registered;
        }

        boolean isBusy() {
            return registered && !idle;
        }
    }
}
