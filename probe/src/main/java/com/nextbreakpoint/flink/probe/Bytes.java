package com.nextbreakpoint.flink.probe;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/** Remembers how the reading went: what those throw who read does not tell it. */
final class Bytes extends FilterInputStream {
    private @Nullable IOException failure;
    private boolean ended;

    Bytes(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        return noted(in::read);
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        return noted(() -> in.read(to, offset, length));
    }

    private int noted(Read read) throws IOException {
        try {
            // Nobody waits for the answer any more, and not every storage can be interrupted.
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("the time is over");
            }
            int result = read.now();
            ended |= result < 0;
            return result;
        } catch (IOException broken) {
            failure = broken;
            throw broken;
        }
    }

    /** Throws when the storage did; also an end that comes too early, if it is the storage's. */
    void check() throws IOException {
        if (failure != null) {
            throw new IOException("reading broke off: " + Words.of(failure), failure);
        }
    }

    /** Whether more was wanted than is there. */
    boolean isEnded() {
        return ended;
    }

    private interface Read {
        int now() throws IOException;
    }
}
