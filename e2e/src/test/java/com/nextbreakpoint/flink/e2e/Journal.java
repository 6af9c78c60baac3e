package com.nextbreakpoint.flink.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What happened in a soak, each line with the time since its start. */
final class Journal {
    private final Instant start = Instant.now();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    void say(String sentence) {
        var line = "+" + clock(Instant.now()) + "  " + sentence;
        lines.add(line);
        Toolbox.say(line);
    }

    /** A time as minutes and seconds since the start. */
    String clock(Instant time) {
        var since = Duration.between(start, time);
        return "%d:%02d.%d"
                .formatted(since.toMinutes(), since.toSecondsPart(), since.toMillisPart() / 100);
    }

    Instant start() {
        return start;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
