package com.nextbreakpoint.flink.flink;

import com.nextbreakpoint.flink.core.FlinkJobView;
import com.nextbreakpoint.flink.core.FlinkView.Checkpoints;
import com.nextbreakpoint.flink.core.FlinkView.Point;
import com.nextbreakpoint.flink.core.FlinkView.Questions;
import com.nextbreakpoint.flink.core.FlinkView.Trigger;
import com.nextbreakpoint.flink.flink.FlinkClient.CheckpointCounts;
import com.nextbreakpoint.flink.flink.FlinkClient.CheckpointSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is asked beyond the lists, and what of it need not be asked again: how a trigger ended, the
 * checkpoints of a job that ended, its settings of checkpoints. Used by one thread.
 */
final class Findings {
    private final Map<String, Trigger> endedTriggers = new HashMap<>();
    private final Map<String, Instant> notRunningSince = new HashMap<>();
    private final Map<String, Long> endSeen = new HashMap<>();
    private final Map<String, Checkpoints> settled = new HashMap<>();
    private final Map<String, CheckpointSettings> checkpointSettings = new HashMap<>();
    private final Map<String, String> rootCauses = new HashMap<>();
    private final Set<String> slow = new HashSet<>();

    /** Another JobManager process: what was known of its jobs says nothing any more. */
    void forgetJobs() {
        endSeen.clear();
        settled.clear();
        checkpointSettings.clear();
        rootCauses.clear();
        slow.clear();
    }

    /** Adds to the freshly listed jobs since when they do not run. */
    Map<String, FlinkJobView> jobs(List<FlinkJobView> listed, Instant askedAt) {
        var jobs = new LinkedHashMap<String, FlinkJobView>();
        for (var job : listed) {
            if (job.runs()) {
                notRunningSince.remove(job.id());
            } else {
                notRunningSince.putIfAbsent(job.id(), askedAt);
            }
            if (job.isFinal()) {
                endSeen.putIfAbsent(job.id(), System.nanoTime());
            }
            jobs.put(job.id(), job);
        }
        notRunningSince.keySet().retainAll(jobs.keySet());
        rootCauses.keySet().retainAll(jobs.keySet());
        return jobs;
    }

    /** With the root causes that are known by now. */
    Map<String, FlinkJobView> withCauses(Map<String, FlinkJobView> jobs) {
        var complete = new LinkedHashMap<String, FlinkJobView>();
        jobs.forEach(
                (id, job) ->
                        complete.put(
                                id,
                                new FlinkJobView(
                                        id,
                                        job.state(),
                                        job.tasks(),
                                        rootCauses.getOrDefault(id, ""),
                                        notRunningSince.get(id))));
        return Map.copyOf(complete);
    }

    /** Only what was answered now or cannot change: an old "unknown" would be taken for a new. */
    Map<String, Trigger> triggers(FlinkClient flink, Questions questions, Deadline deadline) {
        endedTriggers.keySet().retainAll(questions.triggers().keySet());
        var answers = new HashMap<>(endedTriggers);
        for (var question : questions.triggers().entrySet()) {
            var id = question.getKey();
            if (endedTriggers.containsKey(id) || deadline.isOver()) {
                continue;
            }
            var answer = ask(question.getValue(), () -> flink.trigger(question.getValue(), id));
            if (answer != null) {
                answers.put(id, answer);
            }
            if (answer instanceof Trigger.Completed || answer instanceof Trigger.Failed) {
                endedTriggers.put(id, answer);
            }
        }
        return Map.copyOf(answers);
    }

    /**
     * Of the jobs that were asked for. What is known is never replaced by less: those not read now
     * keep what they had, also when Flink does not list them any more, and an answer that is older
     * or empty takes no checkpoint away. It is what their next start may begin from.
     */
    Map<String, Checkpoints> checkpoints(
            FlinkClient flink,
            Questions questions,
            Map<String, FlinkJobView> jobs,
            Map<String, Checkpoints> before,
            Duration cacheAge,
            Deadline deadline) {
        forgetAllBut(questions.jobs(), jobs.keySet());
        var answers = new HashMap<>(before);
        answers.putAll(settled);
        answers.keySet().retainAll(questions.jobs());
        for (var job : asked(questions, jobs)) {
            var id = job.id();
            if (settled.containsKey(id) || deadline.isOver()) {
                continue;
            }
            var answer = ask(id, () -> read(flink, job, answers.get(id), cacheAge));
            if (answer != null) {
                answers.put(id, answer);
            }
        }
        return Map.copyOf(answers);
    }

    /** Neither asked for nor listed: nobody will want to know, and Flink has forgotten it, too. */
    private void forgetAllBut(Set<String> asked, Set<String> listed) {
        var known = new HashSet<>(asked);
        known.addAll(listed);
        endSeen.keySet().retainAll(known);
        settled.keySet().retainAll(known);
        checkpointSettings.keySet().retainAll(known);
        slow.retainAll(known);
    }

    /** Of how many jobs and triggers something is remembered, counted once for each sort. */
    int size() {
        return endedTriggers.size()
                + notRunningSince.size()
                + endSeen.size()
                + settled.size()
                + checkpointSettings.size()
                + rootCauses.size()
                + slow.size();
    }

    /** Those whose details were slow to come last time stand at the end, behind their siblings. */
    private List<FlinkJobView> asked(Questions questions, Map<String, FlinkJobView> jobs) {
        var asked = new ArrayList<>(jobs.values());
        asked.removeIf(job -> !questions.jobs().contains(job.id()));
        asked.sort(Comparator.comparing(job -> slow.contains(job.id())));
        return asked;
    }

    /**
     * Flink answers from a cache. What is read a cache's age after the end was seen was put there
     * after the end, so it is the last word.
     */
    private Checkpoints read(
            FlinkClient flink, FlinkJobView job, @Nullable Checkpoints known, Duration cacheAge) {
        var id = job.id();
        var end = endSeen.get(id);
        boolean last = end != null && System.nanoTime() - end > cacheAge.toNanos();
        var counts = flink.checkpoints(id);
        var own = checkpointSettings.get(id);
        if (own == null) {
            own = flink.checkpointSettings(id);
            checkpointSettings.put(id, own);
        }
        readCause(flink, job);
        var answer = joined(known, counts, own, last);
        if (last) {
            settled.put(id, answer);
        }
        return answer;
    }

    /** Also of a JobManager's memory the checkpoints may be filed: those that have a path are. */
    private static Checkpoints joined(
            @Nullable Checkpoints known,
            CheckpointCounts now,
            CheckpointSettings own,
            boolean last) {
        var checkpoint = later(known == null ? null : known.checkpoint(), now.checkpoint());
        return new Checkpoints(
                Math.max(known == null ? 0 : known.completed(), now.completed()),
                checkpoint,
                later(known == null ? null : known.savepoint(), now.savepoint()),
                own.retained(),
                own.filed() || checkpoint != null,
                last);
    }

    private static @Nullable Point later(@Nullable Point known, @Nullable Point now) {
        // R6.1
        return known == null || (now != null && now.id() >= known.id()) ? now : known;
    }

    /** Asked while the job is in trouble; kept until it runs again, when it is of no interest. */
    private void readCause(FlinkClient flink, FlinkJobView job) {
        switch (job.state()) {
            case "FAILED", "FAILING", "RESTARTING" -> {
                var cause = flink.rootCause(job.id());
                if (!cause.isEmpty()) {
                    rootCauses.put(job.id(), cause);
                }
            }
            default -> {
                if (job.runs()) {
                    rootCauses.remove(job.id());
                }
            }
        }
    }

    /** One job's details that cannot be read are no reason to know nothing of the others. */
    private <T> @Nullable T ask(String jobId, Supplier<T> question) {
        try {
            var answer = question.get();
            slow.remove(jobId);
            return answer;
        } catch (FlinkUnavailable silent) {
            // C1.7
            slow.add(jobId);
            return null;
        } catch (FlinkRefused unknown) {
            return null;
        }
    }
}
