package com.nextbreakpoint.flink.flink;

import com.nextbreakpoint.flink.core.FlinkJobView;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.FlinkView.Questions;
import com.nextbreakpoint.flink.core.FlinkView.Trigger;
import java.time.Duration;

/**
 * When Flink is asked again, and which answers are worth waking somebody for.
 *
 * @param interval between polls while nothing is going on
 * @param fast between polls while something is going on; never less than that
 * @param settling how long everything is asked after somebody saw something happen
 */
record Pace(Duration interval, Duration fast, Duration settling) {
    /** How long something may be going on without a change before it is no longer hurried. */
    static final Duration HURRY = Duration.ofMinutes(1);

    /** How long an answer may be taken for the present one because the jobs did not change. */
    private static final Duration GOOD_FOR = Duration.ofSeconds(30);

    private static final Duration FAST = Duration.ofMillis(500);
    private static final int MOST_DOUBLINGS = 10;

    Pace(Duration interval) {
        this(interval, min(FAST, interval), HURRY);
    }

    /**
     * @param sinceChange how long ago an answer or the questions last changed
     */
    Duration next(FlinkView view, Questions questions, Duration sinceChange) {
        if (view.unreachableSince() != null) {
            var backOff = fast.multipliedBy(1L << Math.min(view.failures(), MOST_DOUBLINGS));
            return min(backOff, interval.multipliedBy(2));
        }
        boolean hurry = sinceChange.compareTo(HURRY) < 0 && isPending(view, questions);
        return hurry ? fast : interval;
    }

    /** How many polls in a row may ask no more than whether something happened to a job. */
    int glances() {
        return (int) Math.max(0, GOOD_FOR.dividedBy(interval) - 1);
    }

    /** Whether an answer is awaited that time alone will bring. */
    static boolean isPending(FlinkView view, Questions questions) {
        return questions.triggers().keySet().stream().anyMatch(id -> isPending(view, id))
                || questions.jobs().stream().anyMatch(id -> isUnsettled(view, id))
                || !view.storage().keySet().containsAll(questions.storage());
    }

    private static boolean isPending(FlinkView view, String triggerId) {
        var trigger = view.triggers().get(triggerId);
        return trigger == null || trigger instanceof Trigger.InProgress;
    }

    private static boolean isUnsettled(FlinkView view, String jobId) {
        FlinkJobView job = view.jobs().get(jobId);
        if (job == null) {
            return true;
        }
        var checkpoints = view.checkpoints().get(jobId);
        return job.isFinal() ? checkpoints == null || !checkpoints.settled() : !job.runs();
    }

    /** Whether the newer view tells something that decisions depend on. */
    static boolean isNews(FlinkView before, FlinkView now) {
        return !before.essence().equals(now.essence());
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
