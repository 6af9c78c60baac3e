package com.nextbreakpoint.flink.probe;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;

/** A file system that waits for its server, and says so when it is told to stop. */
public final class HungStorage implements FileSystemFactory {
    @Override
    public String getScheme() {
        return "hung";
    }

    @Override
    public FileSystem create(URI address) throws IOException {
        try {
            new CountDownLatch(1).await();
            throw new IOException("nothing hangs here");
        } catch (InterruptedException stopped) {
            throw new InterruptedIOException("interrupted");
        }
    }
}
