package com.nextbreakpoint.flink.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryNotificationInfo;
import java.lang.management.MemoryPoolMXBean;
import javax.management.Notification;
import javax.management.NotificationEmitter;

/**
 * Ends a process whose heap is exhausted. Long before Java calls that out of memory, it does
 * nothing but collect garbage: it loses its lease, reads everything again, and so on for ever.
 */
final class HeapGuard {
    /** As Java's own -XX:+ExitOnOutOfMemoryError. */
    static final int EXHAUSTED = 3;

    /** The share of the old generation that may be in use after a collection. */
    private static final double FULL = 0.95;

    private HeapGuard() {}

    /** Begins to watch. */
    static void watch() {
        var heap = ManagementFactory.getMemoryMXBean();
        ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(HeapGuard::isOldGeneration)
                .forEach(pool -> pool.setCollectionUsageThreshold(threshold(pool)));
        ((NotificationEmitter) heap)
                .addNotificationListener(
                        (_, _) -> halt(message(heap.getHeapMemoryUsage().getMax())),
                        HeapGuard::isFull,
                        null);
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
