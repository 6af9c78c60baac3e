package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.RestoreKind;
import com.nextbreakpoint.flink.api.RestorePoint;
import com.nextbreakpoint.flink.core.FlinkView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the current attempt may have left its state. */
final class Directories {
    /** So many savepoints are remembered, and so many places of those that were not read yet. */
    static final int SAVEPOINTS_KEPT = 10;

    private static final int DIRECTORIES_KEPT = 3;
    private static final int ATTEMPTS_KEPT = 3;
    private static final Pattern CHECKPOINT = Pattern.compile("(.*)/chk-\\d+(?:/_metadata|/*)");

    private Directories() {}

    /** The directories that hold its checkpoints, and savepoints of which nobody told. */
    static Set<String> of(JobReading r) {
        var places = new LinkedHashSet<String>();
        var ids = newest(r.supervision().unreadJobIds(), r.status().jobId(), ATTEMPTS_KEPT + 1);
        var roots = new ArrayList<>(r.supervision().checkpointDirectories());
        roots.add(r.flink().layout().directory());
        roots.stream()
                .filter(root -> !root.isEmpty())
                .forEach(root -> ids.forEach(id -> places.add(in(root, id))));
        checkpoints(r).flatMap(path -> parent(path).stream()).forEach(places::add);
        places.addAll(r.supervision().savepointDirectories());
        return places;
    }

    /** With that of a savepoint which is asked for now; the target may be edited meanwhile. */
    static List<String> withSavepoint(JobReading r, String triggerId) {
        var known = r.supervision().savepointDirectories();
        return newest(known, target(r, triggerId), SAVEPOINTS_KEPT);
    }

    /** Where the savepoint goes, as it was noted. */
    static String ofSavepoint(JobReading r, String triggerId) {
        return r.supervision().savepointDirectories().stream()
                .filter(directory -> directory.endsWith("/" + triggerId))
                .findFirst()
                .orElseGet(() -> target(r, triggerId));
    }

    /** Without those of which a complete savepoint is known now. */
    static List<String> withoutSavepoint(List<String> known, String savepoint) {
        return known.stream().filter(directory -> !holds(directory, savepoint)).toList();
    }

    private static boolean holds(String directory, String path) {
        return isOf(directory.substring(directory.lastIndexOf('/') + 1), path);
    }

    /** Whether it is the savepoint that was asked for under this id. */
    static boolean isOf(String triggerId, String path) {
        return path.contains("/" + triggerId + "/");
    }

    private static String target(JobReading r, String triggerId) {
        var spec = Objects.requireNonNull(r.spec());
        return in(spec.savepoint().savepointTargetPath(), triggerId);
    }

    /** Why the checkpoints cannot be told from those of others, in words; "" when they can. */
    static String problem(JobReading r) {
        var layout = r.flink().layout();
        var apart = checkpoints(r).allMatch(path -> isApart(path, r.status().jobId()));
        if (!apart || (!layout.perJob() && !layout.directory().isEmpty())) {
            return "the job has no directory of its own for its checkpoints;"
                    + " execution.checkpointing.create-subdir is false";
        }
        var filed = r.checkpoints().filter(FlinkView.Checkpoints::filed).isPresent();
        var known = !layout.directory().isEmpty() || checkpoints(r).findAny().isPresent();
        return filed && !known && r.supervision().checkpointDirectories().isEmpty()
                ? "the job keeps its checkpoints where no setting of the cluster says"
                : "";
    }

    private static boolean isApart(String path, String jobId) {
        return parent(path).filter(directory -> directory.endsWith("/" + jobId)).isPresent();
    }

    /** Whether it is a checkpoint of the current attempt. */
    static boolean isOwn(String path, JobReading r) {
        var places = checkpoints(r).flatMap(one -> parent(one).stream()).map(Directories::plain);
        var place = parent(path).map(Directories::plain).orElse("");
        return place.endsWith("/" + r.status().jobId()) || places.anyMatch(place::equals);
    }

    /** The checkpoints of this attempt that are known. */
    private static Stream<String> checkpoints(JobReading r) {
        var noted =
                Stream.ofNullable(r.status().restorePoint())
                        .filter(point -> point.kind() == RestoreKind.Checkpoint)
                        .map(RestorePoint::path)
                        .filter(path -> path.contains("/" + r.status().jobId() + "/"));
        var seen =
                r.checkpoints().map(FlinkView.Checkpoints::checkpoint).map(FlinkView.Point::path);
        return Stream.concat(noted, seen.stream());
    }

    /**
     * Where an attempt that is marked now may have its checkpoints: where the cluster says, first.
     */
    static List<String> ofMark(JobReading r) {
        var known = r.supervision().checkpointDirectories();
        var set = r.flink().layout().directory();
        var kept = r.isSpent() ? own(known, r) : known;
        return set.isEmpty() ? kept : newest(kept, set, DIRECTORIES_KEPT);
    }

    /**
     * Those that the job sets itself, since they were seen and the cluster said otherwise; what the
     * cluster said of the attempt before does not hold for the next.
     */
    private static List<String> own(List<String> known, JobReading r) {
        var seen = checkpoints(r).findAny().isPresent();
        return known.stream().skip(1).filter(root -> !seen || isUsed(root, r)).toList();
    }

    /**
     * Whose directories the next start looks into as well, when one that is marked now begins from
     * what is known only; what was forgotten of them stays forgotten.
     */
    static List<String> unreadOfMark(Origin origin, JobReading r) {
        if (origin != Origin.ASSUMED) return List.of();
        var known = r.supervision().unreadJobIds();
        var id = r.status().jobId();
        var unread = r.isSpent() && !id.isEmpty() && r.supervision().forgottenId() == null;
        return unread ? newest(known, id, ATTEMPTS_KEPT) : known;
    }

    private static boolean isUsed(String root, JobReading r) {
        return root(r).filter(used -> plain(used).equals(plain(root))).isPresent();
    }

    /** In which a checkpoint of the attempt was seen. */
    private static Optional<String> root(JobReading r) {
        return checkpoints(r)
                .flatMap(path -> parent(path).stream())
                .filter(directory -> directory.endsWith("/" + r.status().jobId()))
                .map(directory -> directory.substring(0, directory.lastIndexOf('/')))
                .findFirst();
    }

    private static List<String> added(List<String> known, String root) {
        var kept = known.stream().limit(1);
        var others = Stream.concat(Stream.of(root), known.stream().skip(1));
        return Stream.concat(kept, others).limit(DIRECTORIES_KEPT).toList();
    }

    private static List<String> newest(List<String> known, String added, int kept) {
        var all = new LinkedHashSet<String>();
        all.add(added);
        all.addAll(known);
        return all.stream().limit(kept).toList();
    }

    /** Those of the status, and the one in which a checkpoint of the attempt was seen. */
    static List<String> seen(FlinkJobStatus status, JobReading r) {
        var known = status.supervision().checkpointDirectories();
        return root(r).map(root -> isIn(known, root) ? known : added(known, root)).orElse(known);
    }

    /** Flink writes file:/a where the settings say file:///a. */
    private static boolean isIn(List<String> known, String root) {
        return known.stream().anyMatch(one -> plain(one).equals(plain(root)));
    }

    private static String plain(String directory) {
        return directory.replaceAll("/+", "/").replaceFirst("/$", "");
    }

    static boolean isCheckpoint(String path) {
        return CHECKPOINT.matcher(path).matches();
    }

    private static Optional<String> parent(String checkpoint) {
        var match = CHECKPOINT.matcher(checkpoint);
        return match.matches() ? Optional.of(match.group(1)) : Optional.empty();
    }

    private static String in(String directory, String name) {
        return (directory.endsWith("/") ? directory : directory + "/") + name;
    }
}
