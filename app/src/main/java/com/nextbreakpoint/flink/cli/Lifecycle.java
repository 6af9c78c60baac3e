package com.nextbreakpoint.flink.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;

/**
 * A server's life: what was started is stopped in the opposite order, also when the process is told
 * to end (SIGTERM, SIGINT), which then exits with 0.
 */
final class Lifecycle implements AutoCloseable {
    private final Logger log;
    private final Deque<Stop> stops = new ArrayDeque<>();
    private final Thread hook = new Thread(this::end, "end");

    /** How one part is stopped. */
    interface Stop {
        void stop() throws Exception;
    }

    Lifecycle(Logger log) {
        this.log = log;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    synchronized void onEnd(Stop stop) {
        stops.push(stop);
    }

    /** Does not come back: when the process is told to end, the hook ends it. */
    void await() throws InterruptedException {
        Thread.sleep(Long.MAX_VALUE);
    }

    @Override
    public void close() {
        stopAll();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private void end() {
        log.info("Told to end");
        stopAll();
        log.info("Ended");
        Runtime.getRuntime().halt(Exit.DONE);
    }

    private synchronized void stopAll() {
        while (!stops.isEmpty()) {
            try {
                stops.pop().stop();
            } catch (Exception problem) {
                log.warn("A part did not stop in order: {}", problem.toString());
            }
        }
    }
}
