package com.nextbreakpoint.flink.cli;

/**
 * Whether this process still gets its threads to run: where it does not, for want of memory or
 * because all carriers are held, only a restart helps.
 */
final class Pulse implements AutoCloseable {
    private static final long BEAT_MILLIS = 1_000;
    private static final long LONGEST_SILENCE_NANOS = 30_000_000_000L;

    private final Thread heart = Thread.ofVirtual().unstarted(this::beat);
    private volatile long last = System.nanoTime();

    Pulse() {
        heart.start();
    }

    boolean beats() {
        return System.nanoTime() - last < LONGEST_SILENCE_NANOS;
    }

    private void beat() {
        try {
            while (true) {
                last = System.nanoTime();
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
