package com.nextbreakpoint.flink.cli;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which loops of this process still go round. One may end for what nobody thought of, or get no
 * thread any more, for want of memory or because all carriers are held: then only a restart helps.
 */
final class Pulse implements AutoCloseable {
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(45);

    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
    private static final long BEAT_MILLIS = 1_000;

    private final LongSupplier nanos;
    private final Map<String, Loop> loops = new ConcurrentHashMap<>();
    private volatile String told = "";
    private final Thread heart = Thread.ofVirtual().name("pulse").unstarted(this::beat);

    private static final class Loop {
        final BooleanSupplier turned;
        volatile long heard;

        Loop(BooleanSupplier turned, long now) {
            this.turned = turned;
            this.heard = now;
        }
    }

    Pulse() {
        this(System::nanoTime);
        heart.start();
    }

    /** One that listens only when it is told to. */
    Pulse(LongSupplier nanos) {
        this.nanos = nanos;
        follow("threads", () -> true);
    }

    /**
     * @param loop its name, for whoever asks why the process is not well
     * @param turned whether it went round since this was asked last; asked each second
     */
    void follow(String loop, BooleanSupplier turned) {
        loops.put(loop, new Loop(turned, nanos.getAsLong()));
    }

    /** The names of the loops that did not go round for long, "" when all is well. */
    String silent() {
        var now = nanos.getAsLong();
        var names =
                loops.entrySet().stream()
                        .filter(one -> now - one.getValue().heard > LONGEST_SILENCE.toNanos())
                        .map(Map.Entry::getKey)
                        .sorted()
                        .collect(Collectors.joining(", "));
        if (!names.equals(told) && !names.isEmpty()) {
            LOG.error("silent for {} s: {}", LONGEST_SILENCE.toSeconds(), names);
        }
        told = names;
        return names;
    }

    void listen() {
        loops.forEach(
                (name, loop) -> {
                    try {
                        if (loop.turned.getAsBoolean()) loop.heard = nanos.getAsLong();
                    } catch (RuntimeException wrong) {
                        LOG.debug("{} cannot be asked", name, wrong);
                    }
                });
    }

    private void beat() {
        try {
            while (true) {
                listen();
                Thread.sleep(BEAT_MILLIS);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        heart.interrupt();
    }
}
