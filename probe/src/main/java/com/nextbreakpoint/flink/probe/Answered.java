package com.nextbreakpoint.flink.probe;

/** The way an answer takes. Without a stack trace, so that logs are not frightening. */
public final class Answered extends RuntimeException {
    Answered(String message) {
        super(message, null, false, false);
    }
}
