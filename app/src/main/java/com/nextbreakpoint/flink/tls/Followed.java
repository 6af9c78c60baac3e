package com.nextbreakpoint.flink.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is made of a store, made anew when its file has changed. A changed file that cannot be used
 * is told once and leaves the last good one in force.
 */
final class Followed<T> {
    private static final Logger LOG = LoggerFactory.getLogger("Tls");

    private final StoreFile file;
    private final Function<KeyStore, T> make;
    private Stamp stamp;
    private T current;

    /** Reads the store, and fails with {@link StoreProblem}. */
    Followed(StoreFile file, Function<KeyStore, T> make) {
        this.file = file;
        this.make = make;
        this.stamp = stamp();
        this.current = make.apply(file.read());
    }

    synchronized T current() {
        var seen = stamp();
        if (!seen.equals(stamp)) {
            stamp = seen;
            try {
                current = make.apply(file.read());
                LOG.info("Certificates of {} read anew", file.path());
            } catch (StoreProblem problem) {
                LOG.warn("Keeping the certificates that are in use: {}", problem.getMessage());
            } catch (RuntimeException wrong) {
                LOG.warn("Keeping the certificates of {} that are in use", file.path(), wrong);
            }
        }
        return current;
    }

    private Stamp stamp() {
        try {
            return new Stamp(Files.getLastModifiedTime(file.path()), Files.size(file.path()));
        } catch (IOException missing) {
            return Stamp.NONE;
        }
    }

    private record Stamp(FileTime modified, long size) {
        static final Stamp NONE = new Stamp(FileTime.fromMillis(0), -1);
    }
}
