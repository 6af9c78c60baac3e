package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.OnUnknownState;
import com.nextbreakpoint.flink.api.RestoreKind;
import com.nextbreakpoint.flink.api.RestorePoint;
import com.nextbreakpoint.flink.api.SavepointMode;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.StorageAnswer;
import com.nextbreakpoint.flink.core.StorageAnswer.Stored;
import com.nextbreakpoint.flink.core.StorageQuestion;
import com.nextbreakpoint.flink.core.job.JobFacts.Cluster;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the next attempt begins from: what the user says, else the newest complete state of the last
 * attempt that lies in the storage, whatever was read of it before.
 */
public final class Origins {
    private Origins() {}

    /** What the storage has to tell of a job now; empty when nothing. */
    public static Optional<StorageQuestion> question(JobObserved observed, Instant now) {
        return question(new JobReading(observed, now)).filter(one -> !one.isEmpty());
    }

    private static Optional<StorageQuestion> question(JobReading r) {
        var spec = r.observed().job().spec();
        if (spec == null || !r.flinkAnswers()) return Optional.empty();
        return switch (r.status().supervisorStatus()) {
            case Starting -> isNext(r) ? Optional.of(ofStart(r)) : Optional.empty();
            case Started -> given(r).map(path -> ask(r, Set.of(), Set.of(path), Set.of()));
            case Unknown, Stopping, Stopped, Terminated -> Optional.empty();
        };
    }

    /** Whether nothing else is missing: what was running before is gone, and writes no more. */
    private static boolean isNext(JobReading r) {
        var over = r.fate().isGone() || r.fate().isFinal();
        var first = r.status().attempt() == 0;
        return r.cluster() == Cluster.STARTED
                && r.supervision().slotsTimestamp() == null
                && over
                && (first || JobFactsOf.slots(r) == JobFacts.Slots.THERE);
    }

    private static StorageQuestion ofStart(JobReading r) {
        var targets = r.status().attempt() == 0 ? targets(r) : Set.<String>of();
        var given = given(r);
        if (given.isPresent()) return ask(r, Set.of(), Set.of(given.get()), targets);
        if (!isOpen(r)) return ask(r, Set.of(), Set.of(), targets);
        var known = RestorePoints.newest(r).map(RestorePoint::path);
        return ask(r, Directories.of(r), known.map(Set::of).orElse(Set.of()), targets);
    }

    private static StorageQuestion ask(
            JobReading r, Set<String> directories, Set<String> states, Set<String> targets) {
        var occasion =
                "%s %s %s %s"
                        .formatted(
                                r.observed().job().meta().name(),
                                r.status().jobId(),
                                r.link().incarnation(),
                                r.supervision().phaseTimestamp());
        return new StorageQuestion(occasion, directories, states, targets);
    }

    private static Set<String> targets(JobReading r) {
        var savepoint = Objects.requireNonNull(r.observed().job().spec()).savepoint();
        var wanted =
                savepoint.savepointMode() == SavepointMode.Automatic
                        || savepoint.savepointInterval() > 0;
        return wanted ? Set.of(savepoint.savepointTargetPath()) : Set.of();
    }

    /** The path that the user wants the next attempt to begin from. */
    static Optional<String> given(JobReading r) {
        var supervision = r.supervision();
        var spec = r.observed().job().spec();
        if (supervision.restoreFrom() != null) return Optional.of(supervision.restoreFrom());
        if (spec == null || supervision.withoutSavepoint()) return Optional.empty();
        var path = Objects.requireNonNullElse(spec.savepoint().savepointPath(), "");
        return path.isEmpty() || path.equals(supervision.takenSavepointPath())
                ? Optional.empty()
                : Optional.of(path);
    }

    private static boolean isFromNothing(JobReading r) {
        return given(r).isEmpty() && r.supervision().withoutSavepoint();
    }

    /** Whether the last attempt may have left more than is known. */
    private static boolean isOpen(JobReading r) {
        return given(r).isEmpty()
                && !isFromNothing(r)
                && !r.status().jobId().isEmpty()
                && !r.supervision().settledJobId().equals(r.status().jobId());
    }

    /** What is known of the next attempt's origin, as far as Flink has answered. */
    static Origin origin(JobReading r) {
        var question = question(r).orElse(null);
        if (question == null) return isUnasked(r) ? Origin.SOUGHT : Origin.KNOWN;
        var answer = r.flink().storage().get(question);
        if (answer == null && !question.isEmpty()) return Origin.SOUGHT;
        if (!problem(r).isEmpty()) return isAssumed(r) ? Origin.ASSUMED : Origin.UNCERTAIN;
        return answer == null || missing(r, answer).isEmpty() ? Origin.KNOWN : Origin.MISSING;
    }

    /** Nothing is stopped for a path before a JobManager could look at it. */
    private static boolean isUnasked(JobReading r) {
        return r.status().supervisorStatus() == SupervisorStatus.Started
                && !r.flinkAnswers()
                && given(r).isPresent();
    }

    private static boolean isAssumed(JobReading r) {
        var spec = Objects.requireNonNull(r.observed().job().spec());
        return spec.restart().onUnknownState() == OnUnknownState.RestoreKnown;
    }

    /** Why it is not known which state is the newest, in one line; "" when it is. */
    static String problem(JobReading r) {
        var layout = isOpen(r) ? Directories.problem(r) : "";
        if (!layout.isEmpty()) return layout;
        var question = question(r).orElse(null);
        var answer = question == null ? null : r.flink().storage().get(question);
        if (question == null || answer == null) return "";
        return answer.problems().entrySet().stream()
                .filter(problem -> !question.targets().contains(problem.getKey()))
                .map(problem -> problem.getKey() + ": " + problem.getValue())
                .min(Comparator.naturalOrder())
                .orElse("");
    }

    /** Why savepoints cannot be written, when the first attempt asks; "" when they can. */
    static String targetProblem(JobReading r) {
        return answer(r)
                .flatMap(
                        answer ->
                                targets(r).stream()
                                        .map(answer.problems()::get)
                                        .filter(Objects::nonNull)
                                        .findFirst())
                .orElse("");
    }

    /** The path that should be restored and is not there; empty when it is. */
    static Optional<String> missing(JobReading r) {
        return answer(r).flatMap(answer -> missing(r, answer));
    }

    private static Optional<String> missing(JobReading r, StorageAnswer answer) {
        var given = given(r);
        if (given.isPresent()) return given.filter(path -> !isThere(path, answer));
        if (!isOpen(r)) return Optional.empty();
        return RestorePoints.newest(r)
                .filter(known -> !isThere(known.path(), answer))
                .filter(known -> !isOvertaken(known, r, answer))
                .map(RestorePoint::path);
    }

    /** Whether something newer is there, so that nobody needs it; without a number nobody knows. */
    private static boolean isOvertaken(RestorePoint known, JobReading r, StorageAnswer answer) {
        var countable = known.checkpointId() != null || RestorePoints.isOrigin(known, r);
        return countable && found(r, answer).filter(one -> isNewer(one, known)).isPresent();
    }

    private static boolean isNewer(RestorePoint found, RestorePoint known) {
        return RestorePoints.newer(known, found).equals(found);
    }

    private static boolean isThere(String path, StorageAnswer answer) {
        return !answer.found().getOrDefault(path, List.of()).isEmpty();
    }

    /** What the next attempt begins from, when that is known or assumed; null for nothing. */
    static @Nullable RestorePoint of(JobReading r) {
        var given = given(r);
        if (given.isPresent()) {
            return new RestorePoint(RestoreKind.Savepoint, given.get(), null, null);
        }
        if (isFromNothing(r)) return null;
        return answer(r)
                .flatMap(answer -> newest(r, answer))
                .or(() -> RestorePoints.newest(r))
                .orElse(null);
    }

    private static Optional<StorageAnswer> answer(JobReading r) {
        return question(r).map(r.flink().storage()::get);
    }

    private static Optional<RestorePoint> newest(JobReading r, StorageAnswer answer) {
        var known = RestorePoints.newest(r).map(point -> numbered(point, r, answer));
        var found = found(r, answer);
        if (known.isEmpty() || found.isEmpty()) return known.or(() -> found);
        return Optional.of(RestorePoints.newer(known.get(), found.get()));
    }

    /**
     * With the number that stands in the state itself, unless it is what the attempt began from.
     */
    private static RestorePoint numbered(RestorePoint point, JobReading r, StorageAnswer answer) {
        if (point.checkpointId() != null || RestorePoints.isOrigin(point, r)) return point;
        return answer.found().getOrDefault(point.path(), List.of()).stream()
                .findFirst()
                .map(
                        one ->
                                new RestorePoint(
                                        point.kind(), point.path(), one.id(), point.timestamp()))
                .orElse(point);
    }

    /** The newest in the directories of the attempt. */
    private static Optional<RestorePoint> found(JobReading r, StorageAnswer answer) {
        if (!isOpen(r)) return Optional.empty();
        return Directories.of(r).stream()
                .flatMap(place -> answer.found().getOrDefault(place, List.of()).stream())
                .filter(stored -> RestorePoints.isRemembered(stored.id(), r))
                .max(Comparator.comparingLong(Stored::id))
                .map(Origins::point);
    }

    private static RestorePoint point(Stored stored) {
        var name = stored.path().replaceFirst("/+$", "");
        var checkpoint = name.substring(name.lastIndexOf('/') + 1).startsWith("chk-");
        return new RestorePoint(
                checkpoint ? RestoreKind.Checkpoint : RestoreKind.Savepoint,
                stored.path(),
                stored.id(),
                stored.completedAt());
    }

    /** The newest of the attempt that is there, when what was known of it is not; else empty. */
    static Optional<String> older(JobReading r) {
        return answer(r).flatMap(answer -> found(r, answer)).map(RestorePoint::path);
    }
}
