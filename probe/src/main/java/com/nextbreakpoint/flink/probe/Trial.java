package com.nextbreakpoint.flink.probe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Whether files can be created below a directory: one is, and then everything is as before. */
final class Trial {
    private final Path directory;
    private final Path file;
    private final FileSystem files;

    Trial(Path directory, String nonce) throws IOException {
        this.directory = directory;
        this.file = new Path(directory, ".storage-probe-" + nonce);
        this.files = directory.getFileSystem();
    }

    void write() throws IOException {
        var missing = missing();
        try {
            if (!missing.isEmpty()) {
                files.mkdirs(directory);
            }
            create();
        } finally {
            missing.forEach(this::removeIfEmpty);
        }
    }

    private void create() throws IOException {
        try (var out = files.create(file, FileSystem.WriteMode.NO_OVERWRITE)) {
            out.write(1);
        } catch (IOException | RuntimeException failure) {
            discard();
            throw failure;
        }
        if (!files.delete(file, false)) {
            throw new IOException(file + " could be created, but not be deleted");
        }
    }

    private void discard() {
        try {
            files.delete(file, false);
        } catch (IOException | RuntimeException stays) {
            // What could not be created is told already.
        }
    }

    /** The directories that will have to be made, the innermost first. */
    private List<Path> missing() throws IOException {
        var missing = new ArrayList<Path>();
        for (var path = directory; path != null && !files.exists(path); path = path.getParent()) {
            missing.add(path);
        }
        return missing;
    }

    /** Not what somebody else has put something into meanwhile. */
    private void removeIfEmpty(Path made) {
        try {
            var children = files.listStatus(made);
            if (children != null && children.length == 0) {
                files.delete(made, false);
            }
        } catch (IOException | RuntimeException stays) {
            // An empty directory does no harm.
        }
    }
}
