package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.Condition;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.JobDigest;
import com.nextbreakpoint.flink.api.ResourceStatus;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Conditions;
import com.nextbreakpoint.flink.core.Digests;
import com.nextbreakpoint.flink.core.FlinkJobView;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.Reason;
import com.nextbreakpoint.flink.core.Verdict;
import com.nextbreakpoint.flink.core.job.JobFacts.Fate;
import java.util.List;

/** The part of the status that only mirrors what is seen, and never decides anything. */
final class JobStatusView {
    private JobStatusView() {}

    static FlinkJobStatus of(
            FlinkJobStatus moved,
            Verdict<SupervisorStatus, JobMove, JobReason> verdict,
            JobReading r) {
        return JobRequests.isBesideTheJob(verdict)
                ? mirrored(moved, r)
                        .with(s -> s.observedGeneration(r.status().observedGeneration()))
                : mirrored(told(moved, verdict.reason(), r), r);
    }

    /** With why the job is where it is. */
    private static FlinkJobStatus told(FlinkJobStatus moved, JobReason reason, JobReading r) {
        var stays = moved.supervisorStatus() == r.status().supervisorStatus();
        var reached = stays && reason.weight() == Reason.Weight.REACHED;
        return moved.with(
                s ->
                        s.resourceStatus(reached ? ResourceStatus.Updated : ResourceStatus.Updating)
                                .conditions(conditions(moved, reason, reached, r)));
    }

    private static FlinkJobStatus mirrored(FlinkJobStatus moved, JobReading r) {
        var link = r.link();
        var spec = r.spec();
        var status =
                moved.with(
                        s ->
                                s.clusterName(link.name())
                                        .clusterUid(link.uid())
                                        .clusterHealth(link.health())
                                        .labelSelector(Labels.selector(link.name()))
                                        .jobParallelism(inForce(moved))
                                        .jobStatus(jobStatus(moved, r))
                                        .observedGeneration(r.meta().generation()));
        if (spec != null) {
            var digest = Digests.of(spec);
            status =
                    status.with(
                            s ->
                                    s.savepointMode(spec.savepoint().savepointMode())
                                            .restartPolicy(spec.restart().restartPolicy())
                                            .digest(
                                                    new JobDigest(
                                                            moved.digest().bootstrap(),
                                                            digest.savepoint(),
                                                            digest.restart())));
        }
        // C1.8
        return status.equals(r.status()) ? r.status() : status.withTimestamp(r.now());
    }

    private static int inForce(FlinkJobStatus status) {
        var open = status.supervision().slotsTimestamp() != null;
        return switch (status.supervisorStatus()) {
            case Starting -> open ? status.supervision().parallelism() : 0;
            case Started, Stopping -> status.supervision().parallelism();
            case Unknown, Stopped, Terminated -> 0;
        };
    }

    /** Flink's word: as it stands in its list now, else the last one where that is still true. */
    private static String jobStatus(FlinkJobStatus moved, JobReading r) {
        var listed = r.flinkAnswers() ? r.flink().jobs().get(moved.jobId()) : null;
        if (listed != null) return listed.state();
        var last = moved.jobStatus();
        return FlinkJobView.isFinal(last) || isOnlySilent(moved, r) ? last : "";
    }

    /** The process that runs the job is there and does not answer: nothing else is known of it. */
    private static boolean isOnlySilent(FlinkJobStatus moved, JobReading r) {
        var process = moved.supervision().incarnation();
        var open =
                isSupervised(moved.supervisorStatus())
                        || (moved.supervisorStatus() == SupervisorStatus.Starting
                                && moved.supervision().slotsTimestamp() != null);
        return open && r.fate() == Fate.UNKNOWN && process.equals(r.link().incarnation());
    }

    private static List<Condition> conditions(
            FlinkJobStatus moved, JobReason reason, boolean reached, JobReading r) {
        var name = reason.camelCase();
        var message = JobDetails.message(reason, r);
        var generation = r.meta().generation();
        var runs = isSupervised(moved.supervisorStatus()) && r.fate() == Fate.RUNS;
        var all = r.status().conditions();
        all = Conditions.progress(all, reached, reason, message, r.now(), generation);
        all = Conditions.set(all, Conditions.RUNNING, runs, name, message, r.now(), generation);
        return switch (reason) {
            case SAVEPOINT_TAKEN -> upToDate(all, true, message, r);
            case SAVEPOINT_FAILED, STOP_FAILED -> upToDate(all, false, message, r);
            default -> all;
        };
    }

    /** A job that is to be stopped runs on until its savepoint is complete. */
    private static boolean isSupervised(SupervisorStatus phase) {
        return phase == SupervisorStatus.Started || phase == SupervisorStatus.Stopping;
    }

    private static List<Condition> upToDate(
            List<Condition> all, boolean fresh, String message, JobReading r) {
        return Conditions.set(
                all,
                Conditions.SAVEPOINT_UP_TO_DATE,
                fresh,
                fresh ? "SavepointTaken" : "SavepointFailed",
                message,
                r.now(),
                r.meta().generation());
    }
}
