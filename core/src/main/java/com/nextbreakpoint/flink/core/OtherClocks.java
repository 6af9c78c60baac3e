package com.nextbreakpoint.flink.core;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Times that others tell by their clocks. One that lies in our future counts from when it was told
 * first: else nothing would be overdue until our clock has caught up.
 */
public final class OtherClocks {
    private final Map<String, Sight> sights = new HashMap<>();

    private record Sight(Instant told, Instant first) {}

    /** The pods with times that are not in our future. */
    public synchronized List<PodView> read(List<PodView> pods, Instant now) {
        return pods.stream().map(pod -> read(pod, now)).toList();
    }

    private PodView read(PodView pod, Instant now) {
        var told = pod.since();
        if (!told.isAfter(now)) return pod;
        sights.values().removeIf(one -> !one.told.isAfter(now));
        var sight =
                sights.compute(
                        pod.uid(),
                        (uid, known) ->
                                known == null
                                                || !known.told.equals(told)
                                                || known.first.isAfter(now)
                                        ? new Sight(told, now)
                                        : known);
        return pod.since(sight.first);
    }
}
