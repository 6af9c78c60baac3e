package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.job.BootstrapView;
import com.nextbreakpoint.flink.core.job.BootstrapView.Said;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/**
 * A bootstrap Job: it asks the JobManager once; main() then runs in the JobManager, whatever
 * becomes of the bootstrap.
 */
@NullUnmarked
final class SimulatedBootstrap {
    private final String name;
    final String uid;
    final String jobId;
    private final String path;
    private final String process;
    private final int parallelism;
    private final Instant postAt;
    private final Instant landsAt;
    private final boolean throwsInMain;
    private SimulatedFlink asked;
    private boolean over;
    private Said said;
    private Instant seenAt;
    Instant goneAt;

    SimulatedBootstrap(Job job, String uid, Instant postAt, Instant landsAt, boolean throwsInMain) {
        var args = job.getSpec().getTemplate().getSpec().getContainers().getFirst().getArgs();
        this.name = job.getMetadata().getName();
        this.uid = uid;
        this.jobId = job.getMetadata().getAnnotations().get(Names.JOB_ID);
        this.path = option(args, "--savepoint-path=");
        this.process = option(args, "--jobmanager-process=");
        this.parallelism = Integer.parseInt(option(args, "--parallelism="));
        this.postAt = postAt;
        this.landsAt = landsAt;
        this.throwsInMain = throwsInMain;
    }

    private static String option(List<String> args, String name) {
        for (var arg : args) if (arg.startsWith(name)) return arg.substring(name.length());
        return "";
    }

    /** Returns whether nothing can come of it any more. */
    boolean live(SimulatedFlink flink, Storage storage, Instant now) {
        var alive = said == null && (goneAt == null || goneAt.isAfter(now));
        if (asked == null && alive && flink != null && !postAt.isAfter(now)) ask(flink);
        if (asked != null && !over && !landsAt.isAfter(now)) {
            over = true;
            var answer = asked == flink ? land(storage, now) : Said.NOTHING;
            if (said == null) said = answer;
        }
        var gone = goneAt != null && !goneAt.isAfter(now);
        return gone && (asked == null || over || asked != flink);
    }

    /** The check and the request are one: another process does not know the JAR. */
    private void ask(SimulatedFlink flink) {
        asked = flink;
        if (process.equals(flink.process())) return;
        over = true;
        said = Said.NOTHING;
    }

    private Said land(Storage storage, Instant now) {
        if (throwsInMain) return Said.NOT_SUBMITTED;
        if (!asked.taken.add(jobId)) return Said.SUBMITTED;
        var job = new SimulatedJob(jobId, parallelism, path, storage);
        asked.jobs.put(jobId, job);
        var missing = storage.counter(path) < 0;
        if (path.isEmpty() || (!storage.fails && !missing)) return Said.SUBMITTED;
        job.fail(
                missing && !storage.fails
                        ? "FileNotFoundException: Cannot find checkpoint or savepoint"
                                + " file/directory '"
                                + path
                                + "'"
                        : "the storage does not answer",
                now);
        return Said.NOT_SUBMITTED;
    }

    void kill() {
        if (said == null) said = Said.NOTHING;
    }

    void delete(Instant gone) {
        if (goneAt == null) goneAt = gone;
    }

    /** Whoever watches starts anew, and sees ends for the first time. */
    void forgetSeen() {
        seenAt = null;
    }

    BootstrapView view(Instant clock) {
        if (goneAt != null) return new BootstrapView.Going();
        if (said == null) return new BootstrapView.Running(name, uid, jobId, "");
        if (seenAt == null) seenAt = clock;
        return new BootstrapView.Ended(name, uid, jobId, seenAt, said, "");
    }

    boolean isGone(Instant now) {
        return goneAt != null && !goneAt.isAfter(now);
    }
}
