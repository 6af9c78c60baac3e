package com.nextbreakpoint.flink.probe;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.core.fs.Path;

/**
 * The head of a checkpoint's or savepoint's {@code _metadata}, which is written last: magic number,
 * version of the format, and in all versions by now the checkpoint's id.
 */
final class Metadata {
    static final String NAME = "_metadata";
    private static final int MAGIC = 0x4960672d;

    private Metadata() {}

    /** Empty where there is none, or no complete one. */
    static Optional<Found> in(Path directory) throws IOException {
        return at(new Path(directory, NAME));
    }

    static Optional<Found> at(Path file) throws IOException {
        try {
            // Asked first: not every file system says properly what is missing when it is opened.
            long millis = file.getFileSystem().getFileStatus(file).getModificationTime();
            return Optional.of(new Found(id(file), file.getParent().toString(), millis));
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
                throw new IOException(file + " is none of Flink's: it begins with " + hex(magic));
            }
            in.readInt();
            return in.readLong();
        }
    }

    private static String hex(int number) {
        return "0x" + Integer.toHexString(number);
    }
}
