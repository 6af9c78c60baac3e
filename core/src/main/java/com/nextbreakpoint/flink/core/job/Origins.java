package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.OnUnknownState;
import com.nextbreakpoint.flink.api.RestoreKind;
import com.nextbreakpoint.flink.api.RestorePoint;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.FlinkView.Checkpoints;
import com.nextbreakpoint.flink.core.StorageAnswer;
import com.nextbreakpoint.flink.core.StorageAnswer.Stored;
import com.nextbreakpoint.flink.core.StorageQuestion;
import com.nextbreakpoint.flink.core.job.JobFacts.Cluster;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the next attempt begins from: what the user says, else the newest complete state of the last
 * attempt that lies in the storage, whatever was read of it before.
 */
public final class Origins {
    private final JobReading r;
    private final Optional<StorageQuestion> question;
    private final Optional<StorageAnswer> answer;
    private final Optional<Given> given;

    Origins(JobReading r) {
        this.r = r;
        var named = Given.of(r);
        question = question(named.orElse(null));
        answer = question.map(r.flink().storage()::get);
        given = named.filter(one -> !one.offered() || answer.isEmpty() || isThere(one.path()));
    }

    /** What the storage has to tell of a job now; empty when nothing. */
    public static Optional<StorageQuestion> question(JobObserved observed, Instant now) {
        return new Origins(new JobReading(observed, now)).question.filter(one -> !one.isEmpty());
    }

    private Optional<StorageQuestion> question(@Nullable Given named) {
        if (r.spec() == null || !r.flinkAnswers()) return Optional.empty();
        return switch (r.status().supervisorStatus()) {
            case Starting -> isNext() ? Optional.of(ofStart(named)) : Optional.empty();
            // R6.given
            case Started ->
                    Optional.ofNullable(named)
                            .map(one -> ask(Set.of(), Set.of(one.path()), Set.of()));
            case Unknown, Stopping, Stopped, Terminated -> Optional.empty();
        };
    }

    /** Whether nothing else is missing: what was running before is gone, and writes no more. */
    private boolean isNext() {
        var over = r.fate().isGone() || r.fate().isFinal();
        var first = r.status().attempt() == 0;
        return r.cluster() == Cluster.STARTED
                && !r.isMarked()
                && over
                && (first || Slots.of(r) == Slots.THERE);
    }

    private StorageQuestion ofStart(@Nullable Given named) {
        var states = new HashSet<String>();
        if (named != null) states.add(named.path());
        // R6.storage
        var own = isUnsettled() && (named == null || named.offered());
        if (own) RestorePoints.newest(r).map(RestorePoint::path).ifPresent(states::add);
        var directories = own ? Directories.of(r) : Set.<String>of();
        return ask(directories, states, r.status().attempt() == 0 ? targets() : Set.of());
    }

    private StorageQuestion ask(Set<String> directories, Set<String> states, Set<String> targets) {
        var occasion =
                "%s %s %s %s"
                        .formatted(
                                r.meta().name(),
                                r.status().jobId(),
                                r.link().incarnation(),
                                r.supervision().phaseTimestamp());
        return new StorageQuestion(occasion, directories, states, targets);
    }

    private Set<String> targets() {
        var savepoint = Objects.requireNonNull(r.spec()).savepoint();
        // R6.target
        var wanted = r.isAutomatic() || savepoint.savepointInterval() > 0;
        return wanted ? Set.of(savepoint.savepointTargetPath()) : Set.of();
    }

    /** The path that the user wants the next attempt to begin from. */
    Optional<Given> given() {
        return given;
    }

    private boolean isFromNothing() {
        // A5.start-without
        return given.isEmpty() && r.supervision().withoutSavepoint();
    }

    /** Whether the last attempt may have left more than is known. */
    private boolean isUnsettled() {
        // R6.storage, J4.stopping-5
        var settled = r.supervision().settledJobId().equals(r.status().jobId());
        return !r.supervision().withoutSavepoint()
                && !r.status().jobId().isEmpty()
                && !(settled && r.supervision().unreadJobIds().isEmpty());
    }

    /** Whether that is what the next attempt begins from. */
    private boolean isOpen() {
        return given.isEmpty() && isUnsettled();
    }

    /** What is known of the next attempt's origin, as far as Flink has answered. */
    Origin origin() {
        // R6.given
        if (isDoomed()) return Origin.MISSING;
        if (question.isEmpty()) return isUnasked() ? Origin.SOUGHT : Origin.KNOWN;
        // R6.storage
        if (answer.isEmpty() && !question.get().isEmpty()) return Origin.SOUGHT;
        // R6.unknown
        if (!problem().isEmpty()) return isAssumed() ? Origin.ASSUMED : Origin.UNCERTAIN;
        // R6.missing
        return missing().isEmpty() ? Origin.KNOWN : Origin.MISSING;
    }

    /**
     * Whether it is the user's path that the stop of the job would delete: of its checkpoints Flink
     * keeps none when it ends with a savepoint.
     */
    boolean isDoomed() {
        var over = r.fate().isGone() || r.fate().isFinal();
        var started = r.status().supervisorStatus() == SupervisorStatus.Started;
        return started
                && !over
                && given.filter(one -> Directories.isOwn(one.path(), r)).isPresent()
                && (r.isAutomatic() || !isRetained());
    }

    /** Whether a job that is cancelled leaves its checkpoints. */
    boolean isRetained() {
        return r.checkpoints().filter(Checkpoints::retained).isPresent();
    }

    /** Nothing is stopped for a path before a JobManager could look at it. */
    private boolean isUnasked() {
        return r.status().supervisorStatus() == SupervisorStatus.Started
                && !r.flinkAnswers()
                && given.isPresent();
    }

    private boolean isAssumed() {
        var spec = Objects.requireNonNull(r.spec());
        return spec.restart().onUnknownState() == OnUnknownState.RestoreKnown;
    }

    /** Why it is not known which state is the newest, in one line; "" when it is. */
    String problem() {
        var layout = isOpen() ? Directories.problem(r) : "";
        if (!layout.isEmpty() || answer.isEmpty()) return layout;
        var problems = answer.get().problems();
        return places().filter(problems::containsKey)
                .map(place -> place + ": " + problems.get(place))
                .min(Comparator.naturalOrder())
                .orElse("");
    }

    /** Those that decide what the next attempt begins from. */
    private Stream<String> places() {
        if (given.isPresent()) return given.map(Given::path).stream();
        if (!isOpen()) return Stream.empty();
        var known = RestorePoints.newest(r).map(RestorePoint::path);
        return Stream.concat(Directories.of(r).stream(), known.stream());
    }

    /** Why savepoints cannot be written, when the first attempt asks; "" when they can. */
    String targetProblem() {
        return answer.flatMap(
                        one ->
                                targets().stream()
                                        .map(one.problems()::get)
                                        .filter(Objects::nonNull)
                                        .findFirst())
                .orElse("");
    }

    /** The path that should be restored and is not there; empty when it is. */
    Optional<String> missing() {
        if (answer.isEmpty()) return Optional.empty();
        if (given.isPresent()) return given.map(Given::path).filter(path -> !isThere(path));
        if (!isOpen()) return Optional.empty();
        return RestorePoints.newest(r)
                .filter(known -> !isThere(known.path()))
                .filter(known -> !isOvertaken(known))
                .map(RestorePoint::path);
    }

    /** Whether something newer is there, so that nobody needs it; without a number nobody knows. */
    private boolean isOvertaken(RestorePoint known) {
        var countable = known.checkpointId() != null || RestorePoints.isOrigin(known, r);
        return countable && found().filter(one -> isNewer(one, known)).isPresent();
    }

    private static boolean isNewer(RestorePoint found, RestorePoint known) {
        return RestorePoints.newer(known, found).equals(found);
    }

    private boolean isThere(String path) {
        return !at(path).isEmpty();
    }

    /** What is complete there, as far as the storage has told. */
    private List<Stored> at(String place) {
        return answer.map(one -> one.found().getOrDefault(place, List.of())).orElse(List.of());
    }

    /** What the next attempt begins from, when that is known or assumed; null for nothing. */
    @Nullable RestorePoint point() {
        // A5.restore-from, R6.source
        if (given.isPresent()) {
            return new RestorePoint(RestoreKind.Savepoint, given.get().path(), null, null);
        }
        if (isFromNothing()) return null;
        var known = RestorePoints.newest(r).map(this::numbered);
        var found = found();
        if (known.isEmpty() || found.isEmpty()) return known.or(() -> found).orElse(null);
        // C1.1, R6.1
        return RestorePoints.newer(known.get(), found.get());
    }

    /**
     * With the number that stands in the state itself, unless it is what the attempt began from.
     */
    private RestorePoint numbered(RestorePoint point) {
        if (point.checkpointId() != null || RestorePoints.isOrigin(point, r)) return point;
        return at(point.path()).stream()
                .findFirst()
                .map(
                        one ->
                                new RestorePoint(
                                        point.kind(), point.path(), one.id(), point.timestamp()))
                .orElse(point);
    }

    /** The same in words. */
    String words() {
        return RestorePoints.words(point());
    }

    /** The newest in the directories of the attempt. */
    private Optional<RestorePoint> found() {
        if (!isOpen()) return Optional.empty();
        return Directories.of(r).stream()
                .flatMap(place -> at(place).stream())
                .filter(stored -> RestorePoints.isRemembered(stored.id(), r))
                .max(Comparator.comparingLong(Stored::id))
                .map(Origins::restorePoint);
    }

    private static RestorePoint restorePoint(Stored stored) {
        return new RestorePoint(
                RestorePoints.kind(stored.path()),
                stored.path(),
                stored.id(),
                stored.completedAt());
    }

    /** The newest of the attempt that is there, when what was known of it is not; else empty. */
    Optional<String> older() {
        return found().map(RestorePoint::path);
    }
}
