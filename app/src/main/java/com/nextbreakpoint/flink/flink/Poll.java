package com.nextbreakpoint.flink.flink;

import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.FlinkView.Questions;
import com.nextbreakpoint.flink.core.Tuning;
import com.nextbreakpoint.flink.flink.FlinkUnavailable.Reach;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** One round of questions to one JobManager process, and the proof that it was that process. */
final class Poll {
    static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration LISTS = Duration.ofSeconds(6);
    private static final Duration DETAILS = Duration.ofSeconds(8);
    private static final Duration ONE_DETAIL = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final Function<String, String> liveIncarnation;
    private final StorageLooks looks;
    private final Findings findings = new Findings();
    private String container = "";
    private String incarnation = "";
    private String formerProcess = "";
    private String certainProcess = "";
    private String successor = "";
    private Instant succeededAt = Instant.EPOCH;
    private FlinkSettings settings = FlinkSettings.UNKNOWN;

    /** Of the jobs in the last whole answer; "" when there is none to rely on. */
    private String mark = "";

    Poll(InstantSource clock, Function<String, String> liveIncarnation, StorageLooks looks) {
        this.clock = clock;
        this.liveIncarnation = liveIncarnation;
        this.looks = looks;
    }

    /**
     * Throws when there is no whole answer, or when it is not certain whose answer it is.
     *
     * @param last the view before, whose answers are kept where they still hold
     * @param glance whether it may be that view, when nothing happened to a job since
     */
    FlinkView ask(Optional<Target> found, Questions questions, FlinkView last, boolean glance) {
        var target = found.orElseThrow(() -> unknown("there is no JobManager"));
        if (!container.equals(target.incarnation())) {
            if (!podOf(container).equals(podOf(target.incarnation()))) {
                formerProcess = certainProcess;
            }
            container = target.incarnation();
            begin(container, FlinkSettings.UNKNOWN);
        }
        if (glance && holds(target)) {
            return last;
        }
        mark = "";
        return answers(target, questions, last);
    }

    /** Another process has other jobs, or began them at another time. */
    private boolean holds(Target target) {
        return !mark.isEmpty() && new RestFlinkClient(target, LISTS).listing().mark().equals(mark);
    }

    private void begin(String process, FlinkSettings known) {
        incarnation = process;
        settings = known;
        successor = "";
        mark = "";
        findings.forgetJobs();
    }

    private static String podOf(String container) {
        return container.substring(0, Math.max(0, container.indexOf('/')));
    }

    private FlinkView answers(Target target, Questions questions, FlinkView last) {
        // H9.poll
        var all = Deadline.after(LONGEST);
        var details = Deadline.after(DETAILS);
        var askedAt = clock.instant();
        var flink = new RestFlinkClient(target, all.each(LISTS));
        var overview = flink.overview();
        var listing = flink.listing();
        var jobs = findings.jobs(listing.jobs(), askedAt);
        var taskManagers = flink.taskManagers();
        var detail = new RestFlinkClient(target, details.each(ONE_DETAIL));
        var triggers = findings.triggers(detail, questions, details);
        var checkpoints =
                findings.checkpoints(
                        detail, questions, jobs, last.checkpoints(), settings.cacheAge(), details);
        boolean complete = jobs.keySet().containsAll(questions.jobs());
        recognise(confirmed(flink, target, complete), askedAt);
        var storage = looks.ask(target, incarnation + " " + certainProcess, questions.storage());
        mark = listing.mark();
        boolean still = last.incarnation().equals(incarnation) && last.reachableSince() != null;
        return new FlinkView(
                askedAt,
                still ? last.reachableSince() : askedAt,
                null,
                0,
                "",
                incarnation,
                settings.process(),
                overview.version(),
                settings.heartbeatTimeout(),
                overview.slotsTotal(),
                overview.slotsFree(),
                taskManagers,
                findings.withCauses(jobs),
                triggers,
                checkpoints,
                settings.layout(),
                storage);
    }

    /**
     * Kubernetes is asked before an absence is believed, and who a process is that is not known.
     */
    private FlinkSettings confirmed(FlinkClient flink, Target target, boolean complete) {
        var now = FlinkSettings.of(flink.configuration());
        boolean sure = complete && isCertain(now.process());
        // C1.4, H9.poll
        if (!sure && !liveIncarnation.apply(target.pod()).equals(container)) {
            throw unknown("the JobManager was replaced while it was asked");
        }
        return now;
    }

    /** Whether it is the process that was confirmed before. */
    private boolean isCertain(String process) {
        return !process.isEmpty() && process.equals(certainProcess);
    }

    /**
     * Each JobManager process has a web.tmpdir of its own. Being asked last, it tells a process
     * that was replaced in place before Kubernetes knows, and one that answers for its successor,
     * as behind a Service for a while.
     */
    private void recognise(FlinkSettings now, Instant askedAt) {
        var process = now.process();
        if (!settings.process().isEmpty() && !settings.process().equals(process)) {
            succeed(now, askedAt);
            throw unknown("the JobManager's process was replaced, Kubernetes does not say so yet");
        }
        if (!process.isEmpty() && process.equals(formerProcess)) {
            throw unknown("the former JobManager's process still answers");
        }
        settings = now;
        certainProcess = process;
    }

    /** When Kubernetes has nothing to tell, the next poll is the first of another incarnation. */
    private void succeed(FlinkSettings now, Instant askedAt) {
        if (!successor.equals(now.process()) || succeededAt.isAfter(askedAt)) {
            successor = now.process();
            succeededAt = askedAt;
        }
        if (!askedAt.isBefore(succeededAt.plus(Tuning.RESTART_TOLD))) {
            begin(FlinkView.successor(container, now.process()), now);
        }
    }

    private static FlinkUnavailable unknown(String problem) {
        return new FlinkUnavailable(Reach.UNSENT, problem);
    }
}
