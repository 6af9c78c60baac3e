package com.nextbreakpoint.flink.probe;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.fs.Path;

/**
 * The {@code _metadata} of a checkpoint or savepoint, which is written last. Its head is the magic
 * number, the version of the format, and in all versions by now the checkpoint's id.
 */
final class Metadata {
    static final String NAME = "_metadata";
    private static final int MAGIC = 0x4960672d;

    private Metadata() {}

    /** By its head; empty where there is none, or not even a head. */
    static Optional<Found> headIn(Path directory) throws IOException {
        return at(new Path(directory, NAME), false);
    }

    /** Empty where there is none, or one that was not written to its end. */
    static Optional<Found> wholeIn(Path directory) throws IOException {
        return wholeAt(new Path(directory, NAME));
    }

    static Optional<Found> wholeAt(Path file) throws IOException {
        return at(file, true);
    }

    private static Optional<Found> at(Path file, boolean whole) throws IOException {
        try {
            // Asked first: not every file system says properly what is missing when it is opened.
            var status = file.getFileSystem().getFileStatus(file);
            long millis = status.getModificationTime();
            var found = new Found(id(file), file.getParent().toString(), millis);
            var complete = !whole || Content.isWhole(file, status.getLen());
            return complete ? Optional.of(found) : Optional.empty();
        } catch (FileNotFoundException | EOFException missingOrIncomplete) {
            return Optional.empty();
        } catch (IOException failure) {
            if (file.getFileSystem().exists(file)) {
                throw failure;
            }
            return Optional.empty();
        }
    }

    private static long id(Path file) throws IOException {
        try (var in = new DataInputStream(file.getFileSystem().open(file))) {
            int magic = in.readInt();
            if (magic != MAGIC) {
                throw new UnreadableState(file, "is none of Flink's: it begins with " + hex(magic));
            }
            in.readInt();
            return in.readLong();
        }
    }

    private static String hex(int number) {
        return "0x" + Integer.toHexString(number);
    }
}
