package com.nextbreakpoint.flink.probe;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;

/** Looks at one place after the other. */
final class Look implements Runnable {
    private static final Pattern CHECKPOINT = Pattern.compile("chk-(\\d{1,18})");
    private static final String SAVEPOINT = "savepoint-";
    private static final Comparator<Found> NEWEST_FIRST =
            Comparator.comparingLong(Found::id).reversed();

    private final Options options;
    private final Answer answer;

    Look(Options options, Answer answer) {
        this.options = options;
        this.answer = answer;
    }

    @Override
    public void run() {
        for (int place = 0; place < options.places().size(); place++) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            look(place, options.places().get(place));
        }
    }

    /** Whatever a file system throws says something of this place only. */
    private void look(int number, Place place) {
        try {
            answer.found(number, lookAt(place));
        } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError failure) {
            answer.problem(number, Words.of(failure));
        }
    }

    private List<Found> lookAt(Place place) throws IOException {
        var path = qualified(place.path());
        switch (place.kind()) {
            case DIRECTORY:
                return directory(path);
            case STATE:
                return state(path);
            default:
                new Trial(path, options.nonce()).write();
                return List.of();
        }
    }

    /** With its scheme, as Flink itself names it. */
    private static Path qualified(String text) throws IOException {
        var path = new Path(text);
        return path.makeQualified(path.getFileSystem());
    }

    private static List<Found> directory(Path directory) throws IOException {
        var savepoints = new ArrayList<Path>();
        var checkpoints = new ArrayList<Path>();
        for (var child : children(directory)) {
            // In the words of the question: some file systems have a scheme of their own.
            var path = new Path(directory, child.getPath().getName());
            if (!child.isDir()) {
                continue;
            }
            if (CHECKPOINT.matcher(path.getName()).matches()) {
                checkpoints.add(path);
            } else if (path.getName().startsWith(SAVEPOINT)) {
                savepoints.add(path);
            }
        }
        return newestFirst(Readers.in(savepoints), newest(checkpoints));
    }

    /** What is told as the newest was read to its end; nobody begins from what is older. */
    private static List<Found> newestFirst(List<Found> savepoints, Optional<Found> checkpoint)
            throws IOException {
        long read = checkpoint.map(Found::id).orElse(-1L);
        var found = new ArrayList<>(savepoints);
        found.sort(NEWEST_FIRST);
        while (!found.isEmpty() && found.get(0).id() > read && isCut(found.get(0))) {
            found.remove(0);
        }
        checkpoint.ifPresent(found::add);
        found.sort(NEWEST_FIRST);
        return found;
    }

    private static boolean isCut(Found state) throws IOException {
        return Metadata.wholeIn(new Path(state.path())).isEmpty();
    }

    private static Optional<Found> newest(List<Path> checkpoints) throws IOException {
        checkpoints.sort(Comparator.comparingLong(Look::number).reversed());
        for (var path : checkpoints) {
            var found = Metadata.wholeIn(path);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getName().substring("chk-".length()));
    }

    /** None of a directory that does not exist, which file systems say in different ways. */
    private static FileStatus[] children(Path directory) throws IOException {
        var files = directory.getFileSystem();
        try {
            var children = files.listStatus(directory);
            if (children != null) {
                return children;
            }
        } catch (FileNotFoundException missing) {
            return new FileStatus[0];
        }
        if (files.exists(directory)) {
            throw new IOException("what is in " + directory + " cannot be listed");
        }
        return new FileStatus[0];
    }

    /** Of a path that somebody names: what Flink cannot restore is as good as not there. */
    private static List<Found> state(Path path) throws IOException {
        try {
            var isFile = !path.getFileSystem().getFileStatus(path).isDir();
            var found = isFile ? Metadata.wholeAt(path) : Metadata.wholeIn(path);
            return found.map(List::of).orElse(List.of());
        } catch (FileNotFoundException | UnreadableState missing) {
            return List.of();
        }
    }
}
