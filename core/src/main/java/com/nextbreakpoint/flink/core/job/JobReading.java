package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.JobSupervision;
import com.nextbreakpoint.flink.api.RequestedState;
import com.nextbreakpoint.flink.api.SavepointMode;
import com.nextbreakpoint.flink.core.Alarm;
import com.nextbreakpoint.flink.core.Delays;
import com.nextbreakpoint.flink.core.Digests;
import com.nextbreakpoint.flink.core.FlinkJobView;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.Hashes;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.Request;
import com.nextbreakpoint.flink.core.job.JobFacts.Fate;
import com.nextbreakpoint.flink.core.scaling.TaskManagers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an observation says at a moment, in the words of the rules. */
final class JobReading {
    /** Tries after which no delay grows any more. */
    private static final int LONG = 30;

    private final JobObserved observed;
    private final Alarm alarm;

    JobReading(JobObserved observed, Instant now) {
        this.observed = observed;
        this.alarm = new Alarm(now);
    }

    JobObserved observed() {
        return observed;
    }

    Instant now() {
        return alarm.now();
    }

    /** What the time is compared with. */
    Alarm alarm() {
        return alarm;
    }

    Meta meta() {
        return observed.job().meta();
    }

    /** Null where it cannot be read. */
    @Nullable FlinkJobSpec spec() {
        return observed.job().spec();
    }

    FlinkJobStatus status() {
        return observed.job().status();
    }

    JobSupervision supervision() {
        return status().supervision();
    }

    ClusterLink link() {
        return observed.cluster();
    }

    FlinkView flink() {
        return link().flink();
    }

    /** The wish: whether the job was last asked to run. */
    boolean isWanted() {
        return status().requestedState() == RequestedState.Running;
    }

    /** What users wrote into the annotations. */
    Request.Written written() {
        return Request.Written.of(meta());
    }

    /** Whether an attempt was marked since Starting began. */
    boolean isMarked() {
        return supervision().slotsTimestamp() != null;
    }

    boolean hasFinalizer() {
        return meta().finalizers().contains(Names.SUPERVISOR_FINALIZER);
    }

    Map<String, String> labels() {
        return Labels.job(link().name(), Names.shortJob(link().name(), meta().name()));
    }

    JobFacts.Cluster cluster() {
        if (!link().exists()) return JobFacts.Cluster.MISSING;
        return switch (link().phase()) {
            case Unknown, Starting -> JobFacts.Cluster.STARTING;
            case Started -> JobFacts.Cluster.STARTED;
            case Stopping -> JobFacts.Cluster.STOPPING;
            case Stopped, Terminated -> JobFacts.Cluster.STOPPED;
        };
    }

    boolean flinkAnswers() {
        return flink().answersFor(link().incarnation());
    }

    Fate fate() {
        if (status().jobId().isEmpty()) return Fate.NONE;
        if (!link().exists() || (cluster().isDown() && link().jobManagerGone())) return Fate.LOST;
        // C1.4
        if (!flinkAnswers()) return Fate.UNKNOWN;
        var job = flink().jobs().get(status().jobId());
        if (job == null) {
            if (supervision().incarnation().equals(flink().incarnation())) return Fate.ABSENT;
            // K3.started-2, C1.3
            return isAdrift() ? Fate.ADRIFT : Fate.LOST;
        }
        return switch (job.state()) {
            case "FINISHED" -> Fate.FINISHED;
            case "CANCELED" -> Fate.CANCELED;
            case "FAILED" -> Fate.FAILED;
            default -> job.runs() ? Fate.RUNS : Fate.PENDING;
        };
    }

    /**
     * Where Flink's HA recovered other jobs, the TaskManagers stay; the tasks of a lost one need
     * the heartbeat's timeout to notice that its JobManager is dead. A moment that lies in the
     * future was before the clock jumped back.
     */
    private boolean isAdrift() {
        var since = flink().reachableSince();
        var lived =
                switch (status().supervisorStatus()) {
                    case Starting -> isMarked();
                    case Started, Stopping -> true;
                    case Unknown, Stopped, Terminated -> false;
                };
        return lived
                && link().survivors()
                && since != null
                && !since.isAfter(now())
                && !alarm.isOver(since, flink().heartbeatTimeout());
    }

    /** The job of the status as Flink last listed it, whether or not it answers now. */
    Optional<FlinkJobView> job() {
        return Optional.ofNullable(flink().jobs().get(status().jobId()));
    }

    /** A live job with this job's mark that the status does not know. */
    Optional<String> stray() {
        var meta = meta();
        var mark = Hashes.jobMark(meta.namespace(), link().name(), meta.name());
        if (!link().exists() || !flinkAnswers()) return Optional.empty();
        return flink().jobs().values().stream()
                .filter(job -> !job.isFinal() && job.id().startsWith(mark))
                .map(FlinkJobView::id)
                .filter(id -> !id.equals(status().jobId()))
                .findFirst();
    }

    /** Whether tasks still restore their state, so that Flink would refuse a savepoint. */
    boolean isRestoring() {
        return job().filter(job -> job.tasks().initializing() > 0).isPresent();
    }

    int parallelism() {
        var spec = spec();
        return spec == null ? supervision().parallelism() : TaskManagers.parallelism(spec);
    }

    boolean isSuspended() {
        return parallelism() == 0;
    }

    /** Whether the spec wants another bootstrap or parallelism than the last attempt has. */
    boolean differsFromAttempt() {
        var spec = spec();
        // J4.started-4, J4.started-5: whatever else changes applies at once
        return spec != null
                && (!Digests.of(spec).bootstrap().equals(status().digest().bootstrap())
                        || parallelism() != supervision().parallelism());
    }

    JobFacts.Change change() {
        if (isSuspended()) return JobFacts.Change.SUSPENDED;
        return differsFromAttempt() ? JobFacts.Change.CHANGED : JobFacts.Change.NONE;
    }

    /** Whether the id in the status cannot come to life any more. */
    boolean isSpent() {
        // J4.id-2
        return fate() == Fate.NONE || fate() == Fate.LOST || fate().isFinal();
    }

    Optional<FlinkView.Checkpoints> checkpoints() {
        return Optional.ofNullable(flink().checkpoints().get(status().jobId()));
    }

    /** Flink may have forgotten an ended job's checkpoints: nobody waits for them for ever. */
    boolean endRead() {
        var ended = job().map(FlinkJobView::notRunningSince).orElse(null);
        // J4.final-1
        return checkpoints()
                .map(FlinkView.Checkpoints::settled)
                .orElseGet(() -> isTaskTimeoutOver(ended));
    }

    boolean isTaskTimeoutOver(@Nullable Instant since) {
        return since != null && alarm.isOver(since, link().tuning().taskTimeout());
    }

    /** A time in the future counts as now. */
    static Duration elapsed(Instant since, Instant until) {
        var elapsed = Duration.between(since, until);
        return elapsed.isNegative() ? Duration.ZERO : elapsed;
    }

    /** No delay is longer than the longest there is: else the clock has jumped back since. */
    boolean isDelayed() {
        var next = supervision().nextRestartTimestamp();
        var spec = spec();
        if (next == null || spec == null || alarm.has(next)) return false;
        var restart = Delays.restart(spec.restart(), LONG);
        var retry = Delays.backOff(LONG);
        var longest = restart.compareTo(retry) > 0 ? restart : retry;
        return !next.isAfter(now().plus(longest));
    }

    boolean isRefused(String prefix) {
        return observed.refusals()
                .startingWith(prefix)
                .filter(refusal -> !alarm.has(refusal.retryAt()))
                .isPresent();
    }

    /** Whether a job that is stopped in order to start again takes a savepoint. */
    boolean isAutomatic() {
        var spec = spec();
        return spec != null && spec.savepoint().savepointMode() == SavepointMode.Automatic;
    }

    /** Why the savepoint or stop that was asked for under this id failed. */
    String failure(String triggerId) {
        return flink().triggers().get(triggerId) instanceof FlinkView.Trigger.Failed(var cause)
                ? cause
                : "the JobManager died before it told the result";
    }
}
