package com.nextbreakpoint.flink.core;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster's Flink last said. Silence leaves the last answers in place and is told by {@code
 * unreachableSince}: what is not answered is unknown, never absent.
 *
 * @param askedAt when the newest complete answer was asked for; null before the first
 * @param reachableSince since when this incarnation has answered every poll, null while it does not
 * @param unreachableSince when the first of the failures in a row was, null while Flink answers
 * @param failures how many polls in a row failed
 * @param problem why the last poll failed, in one line, "" while Flink answers
 * @param incarnation the JobManager process that answered: pod uid/container id, confirmed by a
 *     live GET of its pod after the answer, and for a process that is not the first of its
 *     container what {@link #successor} makes of it; "" before the first
 * @param process by which Flink itself tells this process from all others, "" when it does not say
 * @param heartbeatTimeout Flink's own setting, 50 s unless it says otherwise
 * @param taskManagers those that are registered
 * @param jobs all jobs that Flink lists, by id
 * @param triggers what became of the triggers that were asked for, by trigger id
 * @param checkpoints of the jobs that were asked for, by job id
 * @param layout where its jobs keep their checkpoints, unless they say otherwise themselves
 * @param storage what was found in the storage; what is missing was not looked at yet
 */
public record FlinkView(
        @Nullable Instant askedAt,
        @Nullable Instant reachableSince,
        @Nullable Instant unreachableSince,
        int failures,
        String problem,
        String incarnation,
        String process,
        String version,
        Duration heartbeatTimeout,
        int slotsTotal,
        int slotsFree,
        List<TaskManager> taskManagers,
        Map<String, FlinkJobView> jobs,
        Map<String, Trigger> triggers,
        Map<String, Checkpoints> checkpoints,
        Layout layout,
        Map<StorageQuestion, StorageAnswer> storage) {
    public static final Duration DEFAULT_HEARTBEAT_TIMEOUT = Duration.ofSeconds(50);

    /** So many polls in a row that failed mean something, and more of them nothing else. */
    public static final int FAILURES_THAT_COUNT = 3;

    /** Nobody was asked yet. */
    public static final FlinkView NONE =
            new FlinkView(
                    null,
                    null,
                    null,
                    0,
                    "not asked yet",
                    "",
                    "",
                    "",
                    DEFAULT_HEARTBEAT_TIMEOUT,
                    0,
                    0,
                    List.of(),
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    Layout.NONE,
                    Map.of());

    /** Whether the last poll was answered, by the given JobManager process. */
    public boolean answersFor(String currentIncarnation) {
        // C1.4
        return askedAt != null
                && unreachableSince == null
                && !incarnation.isEmpty()
                && incarnation.equals(currentIncarnation);
    }

    /** What is left of the last answers when none comes: all but that Flink can be reached. */
    public FlinkView silent(Instant now, String why) {
        var since = unreachableSince == null ? now : unreachableSince;
        return with(askedAt, null, since, failures + 1, why, triggers, checkpoints);
    }

    public FlinkView withTriggers(Map<String, Trigger> known) {
        return with(
                askedAt, reachableSince, unreachableSince, failures, problem, known, checkpoints);
    }

    /** The incarnation of a process that was replaced in a container that stayed. */
    public static String successor(String container, String process) {
        return container + "+" + process;
    }

    /** The process that runs in a container: the one that answered from there, else its first. */
    public String processIn(String container) {
        return incarnation.startsWith(successor(container, "")) ? incarnation : container;
    }

    /** What decisions depend on: without when it was asked, and how far checkpoints are. */
    public FlinkView essence() {
        var known = new HashMap<>(checkpoints);
        known.replaceAll((_, one) -> one.essence());
        var counted = Math.min(FAILURES_THAT_COUNT, failures);
        return with(null, reachableSince, unreachableSince, counted, problem, triggers, known);
    }

    private FlinkView with(
            @Nullable Instant asked,
            @Nullable Instant reachable,
            @Nullable Instant unreachable,
            int failed,
            String why,
            Map<String, Trigger> triggered,
            Map<String, Checkpoints> saved) {
        return new FlinkView(
                asked,
                reachable,
                unreachable,
                failed,
                why,
                incarnation,
                process,
                version,
                heartbeatTimeout,
                slotsTotal,
                slotsFree,
                taskManagers,
                jobs,
                triggered,
                saved,
                layout,
                storage);
    }

    /** Whether the newest list was asked for after the given moment. */
    public boolean askedAfter(Instant moment) {
        return askedAt != null && askedAt.isAfter(moment);
    }

    /** A registered TaskManager: its resource id and the host part of its address. */
    public record TaskManager(String id, String host, int slots, int freeSlots) {}

    /** What became of a savepoint or stop that was triggered under an id of ours. */
    public sealed interface Trigger {
        record InProgress() implements Trigger {}

        record Completed(String location) implements Trigger {}

        record Failed(String cause) implements Trigger {}

        /** Flink does not know the id: it was never posted, or its JobManager died. */
        record Unknown() implements Trigger {}
    }

    /**
     * A job's checkpoints.
     *
     * @param completed how many checkpoints and savepoints this job completed under this JobManager
     * @param retained whether its checkpoints are kept when it is cancelled or fails
     * @param filed whether its checkpoints are written to files, not into the JobManager's memory
     * @param settled read when the job's end was already visible where checkpoints are read, so
     *     that nothing newer can come
     */
    public record Checkpoints(
            long completed,
            @Nullable Point checkpoint,
            @Nullable Point savepoint,
            boolean retained,
            boolean filed,
            boolean settled) {
        private Checkpoints essence() {
            return new Checkpoints(
                    Math.min(1, completed), null, savepoint, retained, filed, settled);
        }
    }

    /** One completed checkpoint or savepoint; {@code id} is Flink's counter. */
    public record Point(long id, String path, Instant timestamp) {}

    /**
     * Where checkpoints go, by the settings of the cluster.
     *
     * @param directory "" where no directory is set
     * @param perJob whether each job has a directory of its own below it, named by its id
     */
    public record Layout(String directory, boolean perJob) {
        public static final Layout NONE = new Layout("", true);
    }

    /**
     * What the next polls should find out beyond the lists.
     *
     * @param jobs ids of the jobs whose checkpoints and root causes are wanted
     * @param triggers trigger id → job id
     * @param storage looked at as long as it is asked for, again and again, more and more rarely
     * @param eager whether each poll must tell the newest checkpoint, as where a start may have to
     *     do with what was last read
     */
    public record Questions(
            Set<String> jobs,
            Map<String, String> triggers,
            Set<StorageQuestion> storage,
            boolean eager) {
        public static final Questions NONE = new Questions(Set.of(), Map.of(), Set.of());

        public Questions(
                Set<String> jobs, Map<String, String> triggers, Set<StorageQuestion> storage) {
            this(jobs, triggers, storage, false);
        }

        /** Those that only read what Flink says of itself. */
        public Questions harmless() {
            return new Questions(jobs, triggers, Set.of(), eager);
        }
    }
}
