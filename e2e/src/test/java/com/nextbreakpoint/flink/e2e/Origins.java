package com.nextbreakpoint.flink.e2e;

import static java.util.stream.Collectors.joining;

import com.nextbreakpoint.flink.e2e.Chronicle.Beginning;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What attempts began from, beside what lay complete in the storage then. */
record Origins(List<Beginning> beginnings, List<Kept> kept) {
    /** Each attempt, with the newest state that it passed over. */
    @Override
    public String toString() {
        return IntStream.range(0, beginnings.size()).mapToObj(this::line).collect(joining("\n"));
    }

    private String line(int index) {
        var beginning = beginnings.get(index);
        return beginning + passedOver(index).map(newer -> ", not from " + newer.path()).orElse("");
    }

    /** What is still there, was complete before the attempt, and is newer than what it took. */
    Optional<Kept> passedOver(int index) {
        var beginning = beginnings.get(index);
        var before =
                kept.stream()
                        .filter(one -> one.time().isBefore(beginning.time()))
                        .filter(one -> !one.isOf(beginning.jobId()))
                        .toList();
        var newest = before.stream().reduce((_, last) -> last);
        return newest.filter(one -> !one.path().equals(beginning.from()));
    }
}
