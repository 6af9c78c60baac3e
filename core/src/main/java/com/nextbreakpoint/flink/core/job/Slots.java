package com.nextbreakpoint.flink.core.job;

/** Whether a start would find its slots. */
enum Slots {
    OUTDATED,
    SHORT,
    THERE;

    static Slots of(JobReading r) {
        if (r.link().outdatedTaskManagers()) return OUTDATED;
        return r.link().freeSlots() >= r.parallelism() ? THERE : SHORT;
    }
}
