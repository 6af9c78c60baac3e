package com.nextbreakpoint.flink.core.job;

import static com.nextbreakpoint.flink.core.Reason.Weight.REACHED;
import static com.nextbreakpoint.flink.core.Reason.Weight.STALLED;
import static com.nextbreakpoint.flink.core.Reason.Weight.WORKING;

import com.nextbreakpoint.flink.core.Reason;

/** Why a job is where it is. */
public enum JobReason implements Reason {
    MALFORMED(STALLED, "The resource cannot be read; correct the field and apply it again: %s"),
    INITIALISING(WORKING, "The job is looked at for the first time"),
    REQUEST_TAKEN(WORKING, "The requested action is taken"),
    UNKNOWN_ACTION(
            WORKING,
            "The requested action is none of START, STOP, TRIGGER_SAVEPOINT, FORGET_SAVEPOINT"),
    ACTION_REFUSED(WORKING, "The requested action needs a running job without a savepoint pending"),
    SAVEPOINT_FORGOTTEN(WORKING, "The savepoint is forgotten: the next start is from nothing"),
    START_REQUESTED(WORKING, "A start was requested"),
    STOP_REQUESTED(WORKING, "A stop was requested"),
    RESOURCE_DELETED(WORKING, "The resource is being deleted"),
    SPEC_CHANGED(WORKING, "The specification changed: the job restarts"),
    SUSPENDED(REACHED, "The job is suspended: its parallelism is 0"),
    CLUSTER_NOT_FOUND(STALLED, "The cluster does not exist; create the FlinkCluster %s"),
    CLUSTER_STARTING(WORKING, "The cluster is starting"),
    CLUSTER_STOPPING(WORKING, "The cluster is stopping"),
    CLUSTER_STOPPED(WORKING, "The cluster is stopped"),
    JOB_MANAGER_SILENT(WORKING, "The JobManager does not answer: %s"),
    WAITING_FOR_TASK_MANAGERS(WORKING, "Waiting until the outdated TaskManagers are gone"),
    WAITING_FOR_SLOTS(WORKING, "Waiting for slots %s"),
    ATTEMPT_MARKED(WORKING, "A new attempt begins"),
    JOB_ADOPTED(WORKING, "A job of ours runs already: it is adopted"),
    STRAY_CANCELLED(WORKING, "Another job with this job's mark is cancelled"),
    BOOTSTRAP_CREATED(WORKING, "Bootstrap job created"),
    BOOTSTRAP_DELETED(WORKING, "The bootstrap job is deleted"),
    BOOTSTRAP_RUNNING(WORKING, "Job not ready yet: the bootstrap job runs"),
    BOOTSTRAP_REFUSED(STALLED, "The bootstrap job cannot be created: %s"),
    BOOTSTRAP_STUCK(STALLED, "The bootstrap pod does not start: %s"),
    BOOTSTRAP_LOST(WORKING, "The bootstrap job ended without a word and is made again"),
    JOB_NOT_READY(WORKING, "Job not ready yet: not all of its tasks run"),
    JOB_RUNNING(REACHED, "The job runs"),
    JOB_RESTARTING(WORKING, "Flink restarts the job: %s"),
    JOB_STARTED(WORKING, "Job started"),
    JOB_MOVED(WORKING, "The job goes on under a new JobManager"),
    START_FAILED(STALLED, "The start failed: %s"),
    START_TIMED_OUT(WORKING, "The start took longer than restartTimeout"),
    JOB_FINISHED(REACHED, "The job finished"),
    JOB_CANCELED(STALLED, "The job was cancelled outside of the toolbox"),
    JOB_FAILED(STALLED, "The job failed: %s"),
    JOB_LOST(WORKING, "The job was lost with its JobManager"),
    TASKS_ADRIFT(
            WORKING,
            "The job was lost with its JobManager; it waits until its tasks have noticed that"
                    + " too"),
    NEWER_TRIED(WORKING, "The noted checkpoint does not exist: the next newer one is tried"),
    JOB_VANISHED(
            STALLED,
            "Flink no longer knows how the job ended; look at its results, then request a START"),
    READING_CHECKPOINTS(WORKING, "Reading the job's last checkpoints"),
    CHANGE_REFUSED(STALLED, "The changed specification would be refused, nothing is stopped: %s"),
    REHEARSING(WORKING, "Asking the API server whether it takes the changed bootstrap job"),
    SAVEPOINT_REQUESTED(REACHED, "A savepoint was requested"),
    SAVEPOINT_IN_PROGRESS(REACHED, "The job runs and takes a savepoint"),
    SAVEPOINT_TAKEN(REACHED, "A savepoint was taken"),
    SAVEPOINT_FAILED(REACHED, "The savepoint failed and is tried again later: %s"),
    CHECKPOINT_NOTED(REACHED, "The job runs; its newest checkpoint was noted"),
    EARLIER_SAVEPOINT(WORKING, "The savepoint that was in flight when the stop began has ended"),
    STATE_NOTED(WORKING, "The newest state of the job that stops was noted"),
    STOPPING_WITH_SAVEPOINT(WORKING, "The job is stopped with a savepoint"),
    STOP_FAILED(
            STALLED,
            "The job goes on running since its savepoint failed; the stop is tried again, or"
                    + " request a STOP with without-savepoint=true: %s"),
    CANCELLING(WORKING, "The job is cancelled"),
    STATE_AT_RISK(
            STALLED,
            "The job does not run, so no savepoint can be taken, and its checkpoints would not be"
                    + " kept; repair it, or request a STOP with without-savepoint=true"),
    STOP_TAKEN_BACK(WORKING, "What the job was stopped for is no longer wanted: it goes on"),
    STOP_FORCED(WORKING, "Nobody waits for the job any longer: it is given up"),
    JOB_STOPPED(WORKING, "The job is stopped"),
    STOPPED_BY_USER(REACHED, "The job is stopped, as requested"),
    ENDED_FOR_GOOD(STALLED, "The job ended and its restart policy leaves it so; request a START"),
    RESTART_PENDING(WORKING, "The job restarts after a delay"),
    RESTARTS_EXHAUSTED(
            STALLED, "The job failed more often than maxRestarts allows; request a START"),
    RESTARTING(WORKING, "The job restarts"),
    RESULT_UNKNOWN(
            STALLED,
            "The JobManager died before it told where the last savepoint lies; look into the"
                    + " directory and request a START with restore-from: %s"),
    TERMINATED(REACHED, "The job is terminated");

    private final Weight weight;
    private final String sentence;

    JobReason(Weight weight, String sentence) {
        this.weight = weight;
        this.sentence = sentence;
    }

    @Override
    public String sentence() {
        return sentence;
    }

    @Override
    public Weight weight() {
        return weight;
    }
}
