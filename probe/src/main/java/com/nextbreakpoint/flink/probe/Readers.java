package com.nextbreakpoint.flink.probe;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.apache.flink.core.fs.Path;

/**
 * Reads many heads at once. Savepoints of many jobs and years may lie in one directory, their names
 * do not tell which are new, and an object storage takes its time for each.
 */
final class Readers {
    private static final int MOST = 16;

    private Readers() {}

    /** Of the given directories, those with a state, by their heads. */
    static List<Found> in(List<Path> directories) throws IOException {
        var reads = new ArrayList<Callable<Optional<Found>>>();
        directories.forEach(directory -> reads.add(() -> Metadata.headIn(directory)));
        var threads = Executors.newFixedThreadPool(MOST, Readers::daemon);
        try {
            var found = new ArrayList<Found>();
            for (var read : threads.invokeAll(reads)) {
                read.get().ifPresent(found::add);
            }
            return found;
        } catch (InterruptedException late) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the time is over");
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException) {
                throw (IOException) failed.getCause();
            }
            throw new IOException(failed);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "storage-probe-reader");
        thread.setDaemon(true);
        return thread;
    }
}
