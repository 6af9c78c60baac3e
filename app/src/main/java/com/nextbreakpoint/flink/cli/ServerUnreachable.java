package com.nextbreakpoint.flink.cli;

/** The control API does not answer, or cannot be trusted; the message says why. */
final class ServerUnreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServerUnreachable(String sentence) {
        super(sentence);
    }
}
