package com.nextbreakpoint.flink.core.cluster;

import com.nextbreakpoint.flink.api.ClusterSupervision.Revision;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;

/** Whether Flink answers from another process than the one that was noted. */
enum Incarnation {
    NOTED,
    NEW,
    /** New, and jobs died with the old one: their tasks may still run. */
    NEW_WITH_STRAY_TASKS;

    static Incarnation of(ClusterReading r) {
        var noted = r.supervision().incarnation();
        // K3.started-2
        if (!r.flinkAnswers() || noted.equals(r.incarnation())) return NOTED;
        // K3.started-4: its job may be stopped, or even deleted, while nobody answered
        return !noted.isEmpty() && !r.observed().jobs().survivors() ? NEW_WITH_STRAY_TASKS : NEW;
    }

    static FlinkClusterStatus note(ClusterReading r) {
        return ClusterReading.note(
                r.status(),
                s ->
                        s.incarnation(r.incarnation())
                                .incarnationCount(r.supervision().jobManagerCount()));
    }

    /** The TaskManagers are outdated then. */
    static FlinkClusterStatus noteWithStrayTasks(ClusterReading r) {
        var had = r.supervision().revision();
        var revision = new Revision(had.jobManager(), had.taskManager() + 1);
        return ClusterReading.note(note(r), s -> s.revision(revision));
    }
}
