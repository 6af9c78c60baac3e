package com.nextbreakpoint.flink.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a machine decided, over phases P, moves M and reasons R.
 *
 * <ul>
 *   <li><b>go</b> crosses an edge: only a status write;
 *   <li><b>mark</b> writes identities and timers into the status, and nothing else;
 *   <li><b>act</b> makes effects, whose identities are marked already;
 *   <li><b>stay</b> waits.
 * </ul>
 */
public record Verdict<P, M, R>(Sort sort, @Nullable P next, List<M> moves, R reason) {
    /** The four sorts of verdicts. */
    public enum Sort {
        GO,
        MARK,
        ACT,
        STAY
    }

    public static <P, M, R> Verdict<P, M, R> go(P next, R reason) {
        return new Verdict<>(Sort.GO, next, List.of(), reason);
    }

    public static <P, M, R> Verdict<P, M, R> mark(M move, R reason) {
        return new Verdict<>(Sort.MARK, null, List.of(move), reason);
    }

    public static <P, M, R> Verdict<P, M, R> act(M move, R reason) {
        return new Verdict<>(Sort.ACT, null, List.of(move), reason);
    }

    public static <P, M, R> Verdict<P, M, R> act(List<M> moves, R reason) {
        return new Verdict<>(Sort.ACT, null, List.copyOf(moves), reason);
    }

    public static <P, M, R> Verdict<P, M, R> stay(R reason) {
        return new Verdict<>(Sort.STAY, null, List.of(), reason);
    }
}
