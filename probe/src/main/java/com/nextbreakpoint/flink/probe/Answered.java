package com.nextbreakpoint.flink.probe;

import org.apache.flink.client.program.ProgramInvocationException;

/**
 * The way an answer takes. Flink passes its own exception on, and logs it, as it is: without a
 * stack trace it is one line that frightens nobody. Around any other, Flink puts one with its own
 * trace.
 */
public final class Answered extends ProgramInvocationException {
    Answered(String message) {
        super(message);
        setStackTrace(new StackTraceElement[0]);
    }
}
