package com.nextbreakpoint.flink.core.job;

import static com.nextbreakpoint.flink.core.Reason.Weight.REACHED;
import static com.nextbreakpoint.flink.core.Reason.Weight.STALLED;
import static com.nextbreakpoint.flink.core.Reason.Weight.WORKING;

import com.nextbreakpoint.flink.core.Reason;

/** Why a job is where it is. */
public enum JobReason implements Reason {
    MALFORMED(
            STALLED,
            "The resource cannot be read; correct the field and apply it again: %s",
            "A field has a value of the wrong type, or one that is not known",
            "Correct the field that the message names, and apply the resource again"),
    INITIALISING(WORKING, "The job is looked at for the first time"),
    REQUEST_TAKEN(WORKING, "The requested action is taken"),
    UNKNOWN_ACTION(
            WORKING,
            "The requested action is none of START, STOP, TRIGGER_SAVEPOINT, FORGET_SAVEPOINT",
            "The annotation requested-action holds another word",
            "Annotate again, with one of the four words"),
    ACTION_REFUSED(
            WORKING,
            "The requested action needs a running job without a savepoint pending",
            "TRIGGER_SAVEPOINT came while the job did not run, or while a savepoint "
                    + "was in flight",
            "Wait until the job is Ready, and annotate again"),
    SAVEPOINT_FORGOTTEN(
            WORKING,
            "The savepoint is forgotten: the next start is from nothing, or from what a job that runs "
                    + "has written by then"),
    START_REQUESTED(WORKING, "A start was requested"),
    STOP_REQUESTED(WORKING, "A stop was requested"),
    RESOURCE_DELETED(WORKING, "The resource is being deleted"),
    SPEC_CHANGED(WORKING, "The specification changed: the job restarts"),
    SUSPENDED(
            REACHED,
            "The job is suspended: its parallelism is 0",
            "jobParallelism was set to 0",
            "Scale the job up: it goes on where it stopped"),
    CLUSTER_NOT_FOUND(
            STALLED,
            "The cluster does not exist; create the FlinkCluster %s",
            "The FlinkCluster was deleted, has another name, or is yet to come",
            "Create the cluster, or correct spec.clusterName"),
    CLUSTER_STARTING(WORKING, "The cluster is starting"),
    CLUSTER_STOPPING(WORKING, "The cluster is stopping"),
    CLUSTER_STOPPED(
            WORKING,
            "The cluster is stopped",
            "Somebody stopped the cluster",
            "Request a START of the cluster"),
    JOB_MANAGER_SILENT(
            WORKING,
            "The JobManager does not answer: %s",
            "The JobManager is busy, starting or cut off from us",
            "Look at its pod and log; nothing is touched while Kubernetes finds it ready"),
    WAITING_FOR_TASK_MANAGERS(WORKING, "Waiting until the outdated TaskManagers are gone"),
    WAITING_FOR_SLOTS(
            WORKING,
            "Waiting for slots %s",
            "Too few TaskManagers are registered, or other jobs have their slots",
            "Look at the TaskManagers' pods; raise maxTaskManagers or taskManagers"),
    ATTEMPT_MARKED(WORKING, "A new attempt begins from %s"),
    JOB_ADOPTED(WORKING, "A job of ours runs already: it is adopted"),
    STRAY_CANCELLED(
            WORKING,
            "Another job with this job's mark is cancelled",
            "Two jobs of the same mark were alive, perhaps after Flink's own recovery",
            "Nothing; the one that the status names goes on"),
    BOOTSTRAP_CREATED(WORKING, "Bootstrap job created"),
    BOOTSTRAP_DELETED(WORKING, "The bootstrap job is deleted"),
    BOOTSTRAP_RUNNING(WORKING, "Job not ready yet: the bootstrap job runs"),
    BOOTSTRAP_REFUSED(
            STALLED,
            "The bootstrap job cannot be created: %s",
            "A quota, an admission webhook or a wrong name is against the bootstrap Job",
            "Do what the API server's sentence says: it is tried again by itself"),
    BOOTSTRAP_STUCK(
            STALLED,
            "The bootstrap pod does not start: %s",
            "The image cannot be pulled, or the pod finds no node",
            "Correct bootstrap.image or its pull secrets, or make room"),
    BOOTSTRAP_LOST(
            WORKING,
            "The bootstrap job ended without a word and is made again",
            "Its pod was evicted or killed",
            "Nothing; the same attempt is submitted again, never twice"),
    JOB_NOT_READY(
            WORKING,
            "Job not ready yet: not all of its tasks run",
            "Tasks wait for slots, restore a large state, or fail as they begin",
            "Wait, or look at the root cause in the message and at the TaskManagers' logs"),
    JOB_RUNNING(REACHED, "The job runs"),
    JOB_RESTARTING(
            WORKING,
            "Flink restarts the job: %s",
            "A task failed, and Flink's own restart strategy is at work",
            "Look at the root cause in the message and at the TaskManagers' logs"),
    JOB_STARTED(WORKING, "Job started"),
    JOB_MOVED(WORKING, "The job goes on under a new JobManager"),
    START_FAILED(
            STALLED,
            "The start failed: %s",
            "main() threw, Flink refused the job, or what it should restore does not fit",
            "Read the message; correct the job, or START with restore-from another path"),
    START_TIMED_OUT(
            WORKING,
            "The start took longer than restartTimeout",
            "The job did not run within restartTimeout",
            "Raise restart.restartTimeout, or find out what the tasks wait for"),
    JOB_FINISHED(REACHED, "The job finished"),
    JOB_CANCELED(
            STALLED,
            "The job was cancelled outside of the toolbox",
            "Somebody cancelled it in Flink",
            "Request a START when it is to run again"),
    JOB_FAILED(
            STALLED,
            "The job failed: %s",
            "Flink gave the job up",
            "Read the root cause in the message; the restart policy decides what follows"),
    JOB_LOST(
            WORKING,
            "The job was lost with its JobManager",
            "The JobManager died, and there is no high availability of Flink's",
            "Nothing; the job restarts from its newest state, if its policy says so"),
    TASKS_ADRIFT(
            WORKING,
            "The job was lost with its JobManager; it waits until its tasks have noticed that"
                    + " too",
            "Flink recovered other jobs of the cluster, so that its TaskManagers were kept",
            "Nothing; the job restarts when Flink's heartbeat.timeout is over"),
    LOOKING_FOR_STATE(
            WORKING, "Looking into the storage for the state that the job is to begin from"),
    STATE_ASSUMED(
            WORKING,
            "A new attempt begins from what is known, as onUnknownState says, since the storage cannot"
                    + " be looked at: %s",
            "restart.onUnknownState is RestoreKnown, and the storage did not tell what it holds",
            "Look whether a newer state is there: what follows from it was written twice"),
    STATE_MISSING(
            STALLED,
            "The state to begin from is not there, and nothing older is taken by itself: %s",
            "Somebody deleted the checkpoint or savepoint, or its path is wrong",
            "START with restore-from the path of another, or put it back: it is looked for again"),
    STATE_UNCERTAIN(
            STALLED,
            "It is not known what the job is to begin from, so it waits, and goes on by itself once that"
                    + " is known: %s",
            "The storage does not answer, the JobManager runs no JARs, or the job's checkpoints lie"
                    + " where they cannot be told from others",
            "Do what the message says of the cause: it is looked at again by itself; or decide"
                    + " with restore-from"),
    JOB_VANISHED(
            STALLED,
            "Flink no longer knows how the job ended; look at its results, then request a START",
            "Flink forgets ended jobs after an hour; nobody looked in between",
            "Look at what the job wrote, then request a START"),
    READING_CHECKPOINTS(WORKING, "Reading the job's last checkpoints"),
    CHANGE_REFUSED(
            STALLED,
            "The changed specification would be refused, nothing is stopped: %s",
            "A quota, an admission webhook or the schema is against the changed pods",
            "Do what the API server's sentence says, or take the change back"),
    LOOKING_AT_PATH(REACHED, "The job runs, and what it should be restarted from is looked at"),
    RESTORE_REFUSED(
            STALLED,
            "What the job should begin from cannot be restored, so it stays as it is: %s",
            "The path of restore-from or savepointPath is wrong, or a checkpoint of the job that runs, or"
                    + " the storage does not answer; of a restore-from an Event and status.lastError tell it,"
                    + " and no condition",
            "Correct the path, or take it back"),
    REHEARSING(WORKING, "Asking the API server whether it takes the changed bootstrap job"),
    SAVEPOINT_REQUESTED(REACHED, "A savepoint was requested"),
    SAVEPOINT_IN_PROGRESS(REACHED, "The job runs and takes a savepoint"),
    SAVEPOINT_TAKEN(REACHED, "A savepoint was taken"),
    SAVEPOINT_FAILED(
            REACHED,
            "The savepoint failed and is tried again later: %s",
            "The storage does not answer, or tasks did not run",
            "Look at the storage and the JobManager's log: it is tried again by itself"),
    EARLIER_SAVEPOINT(
            WORKING,
            "The savepoint that was in flight when the stop began has ended",
            "A periodic or requested savepoint was pending",
            "Nothing; the stop takes a savepoint of its own"),
    STATE_NOTED(WORKING, "The newest state of the job that stops was noted"),
    STOPPING_WITH_SAVEPOINT(WORKING, "The job is stopped with a savepoint"),
    SAVEPOINT_SLOW(
            WORKING,
            "The job runs on until its savepoint is complete, which takes longer than taskTimeout: %s",
            "The storage does not answer, and Flink tries again and again; or the state is large",
            "See whether the storage can be reached; it goes on by itself then, and Flink ends it after its checkpoint timeout"),
    STOP_FAILED(
            STALLED,
            "The job goes on running since its savepoint failed; the stop is tried again, or"
                    + " request a STOP with without-savepoint=true: %s",
            "The storage does not answer, or a task fails while it takes its snapshot",
            "Repair it and wait; or take the change back; or STOP with "
                    + "without-savepoint=true"),
    CANCELLING(WORKING, "The job is cancelled"),
    STATE_AT_RISK(
            STALLED,
            "The job does not run, so no savepoint can be taken, and its checkpoints would not be"
                    + " kept; repair it, or request a STOP with without-savepoint=true",
            "The job crashes all the time, and Flink deletes its checkpoints with it",
            "Repair what it crashes on, keep checkpoints, or STOP with "
                    + "without-savepoint=true"),
    STOP_TAKEN_BACK(WORKING, "What the job was stopped for is no longer wanted: it goes on"),
    STOP_FORCED(
            WORKING,
            "Nobody waits for the job any longer: it is given up",
            "The resource was deleted, and Flink did not answer for taskTimeout",
            "Look at the Event for the last state that is known"),
    JOB_STOPPED(WORKING, "The job is stopped"),
    STOPPED_BY_USER(REACHED, "The job is stopped, as requested"),
    ENDED_FOR_GOOD(
            STALLED,
            "The job ended and its restart policy leaves it so; request a START",
            "restartPolicy does not restart a job that ended so",
            "Request a START, or choose another restartPolicy"),
    RESTART_PENDING(
            WORKING,
            "The job restarts after a delay",
            "The job failed and waits for restartDelay, doubled with each failure",
            "Wait, or request a START to begin at once"),
    RESTARTS_EXHAUSTED(
            STALLED,
            "The job failed more often than maxRestarts allows; request a START",
            "The job failed maxRestarts times without a healthy period between",
            "Repair the job, then request a START"),
    RESTARTING(WORKING, "The job restarts"),
    RESULT_UNKNOWN(
            WORKING,
            "The JobManager died before it told whether the savepoint of the stop is complete; the"
                    + " next start looks into %s",
            "The JobManager died in the middle of a stop with savepoint",
            "Nothing; the next start begins from what is complete there, or from the newest"
                    + " checkpoint"),
    TERMINATED(REACHED, "The job is terminated");

    private final Words words;

    JobReason(Weight weight, String sentence) {
        this(weight, sentence, "", "");
    }

    JobReason(Weight weight, String sentence, String cause, String cure) {
        this.words = new Words(weight, sentence, cause, cure);
    }

    @Override
    public Words words() {
        return words;
    }
}
