package com.nextbreakpoint.flink.probe;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;

/** Whether a metadata file was written to its end: it is read as Flink does to restore it. */
final class Content {
    /** A longer one is trusted by its head: a look has 8 seconds, and the JobManager's memory. */
    static final long LONGEST = 32 << 20;

    /** So long is what any JobManager can afford. */
    private static final long ALWAYS_READ = 1 << 20;

    /** What is read takes up to five times its length, if all of it are paths. */
    private static final int SHARE_OF_MEMORY = 8;

    private static final int BUFFER = 64 << 10;

    private Content() {}

    static boolean isWhole(Path file, long length) throws IOException {
        if (length > LONGEST || length > Math.max(ALWAYS_READ, free() / SHARE_OF_MEMORY)) {
            return true;
        }
        var stored = new BufferedInputStream(file.getFileSystem().open(file), BUFFER);
        try (var bytes = new Bytes(stored)) {
            return isWhole(file, bytes);
        }
    }

    private static long free() {
        var jvm = Runtime.getRuntime();
        return jvm.maxMemory() - jvm.totalMemory() + jvm.freeMemory();
    }

    static boolean isWhole(Path file, Bytes bytes) throws IOException {
        try {
            load(file, bytes);
            return true;
        } catch (IOException | RuntimeException failure) {
            bytes.check();
            if (bytes.isEnded()) {
                return false;
            }
            // Flink asks the storage, too, where paths in the file are relative to it.
            if (failure.getCause() instanceof IOException) {
                throw (IOException) failure.getCause();
            }
            throw new UnreadableState(file, "is no state for this Flink: " + Words.of(failure));
        } catch (LinkageError renamed) {
            // No public API: of a Flink that has it elsewhere, the head has to be enough.
            return true;
        }
    }

    /** Needs no class of the job: what the job wrote is not looked into. */
    private static void load(Path file, Bytes bytes) throws IOException {
        var loader = Content.class.getClassLoader();
        var directory = file.getParent().toString();
        Checkpoints.loadCheckpointMetadata(new DataInputStream(bytes), loader, directory);
    }
}
