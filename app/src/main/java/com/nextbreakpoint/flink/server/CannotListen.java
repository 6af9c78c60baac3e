package com.nextbreakpoint.flink.server;

/** A port cannot be had; the message is one sentence that names it. */
public final class CannotListen extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotListen(int port) {
        super("port %d cannot be listened at: is another process there?".formatted(port));
    }
}
