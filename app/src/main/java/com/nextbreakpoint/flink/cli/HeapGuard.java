package com.nextbreakpoint.flink.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import java.time.Duration;
import javax.management.Notification;
import javax.management.NotificationEmitter;

/**
 * Keeps the heap small, and ends a process whose heap is exhausted. Long before Java calls that out
 * of memory, it does nothing but collect garbage: it loses its lease, reads everything again, and
 * so on for ever.
 */
final class HeapGuard {
    /** As Java's own -XX:+ExitOnOutOfMemoryError. */
    static final int EXHAUSTED = 3;

    /** The share of the old generation that may be in use after a collection. */
    private static final double FULL = 0.95;

    private static final Duration TIDY = Duration.ofSeconds(30);

    /** Of garbage in the old generation so much is let be, beside half as much as is in use. */
    private static final long SLACK = 8L << 20;

    private HeapGuard() {}

    /** Begins to watch. */
    static void watch() {
        var heap = ManagementFactory.getMemoryMXBean();
        for (var pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (isOldGeneration(pool)) {
                pool.setCollectionUsageThreshold(threshold(pool));
                Thread.ofVirtual().name("heap").start(() -> keepTidy(pool));
            }
        }
        ((NotificationEmitter) heap)
                .addNotificationListener(
                        (_, _) -> halt(message(heap.getHeapMemoryUsage().getMax())),
                        HeapGuard::isFull,
                        null);
    }

    /**
     * The serial collector lets the old generation grow to its limit before it looks for garbage in
     * it. A collection takes a tenth of a second with a hundred clusters.
     */
    private static void keepTidy(MemoryPoolMXBean pool) {
        while (true) {
            try {
                Thread.sleep(TIDY);
            } catch (InterruptedException never) {
                Thread.currentThread().interrupt();
                return;
            }
            if (isUntidy(pool.getUsage().getUsed(), pool.getCollectionUsage().getUsed())) {
                System.gc();
            }
        }
    }

    /**
     * @param used bytes of the old generation
     * @param living of them after its last collection
     */
    static boolean isUntidy(long used, long living) {
        return used > living + living / 2 + SLACK;
    }

    /** Prints why, which Kubernetes shows as the container's last message, and ends at once. */
    private static void halt(String message) {
        System.err.println(message);
        Runtime.getRuntime().halt(EXHAUSTED);
    }

    private static boolean isFull(Notification notification) {
        return notification
                .getType()
                .equals(MemoryNotificationInfo.MEMORY_COLLECTION_THRESHOLD_EXCEEDED);
    }

    /** As the serial collector calls it; the young one is filled and emptied all the time. */
    private static boolean isOldGeneration(MemoryPoolMXBean pool) {
        return pool.getName().equals("Tenured Gen");
    }

    private static long threshold(MemoryPoolMXBean pool) {
        return (long) (pool.getUsage().getMax() * FULL);
    }

    private static String message(long bytes) {
        return "error: the heap of %d MB is exhausted; give the container more memory, of which half is heap"
                .formatted(bytes >> 20);
    }
}
