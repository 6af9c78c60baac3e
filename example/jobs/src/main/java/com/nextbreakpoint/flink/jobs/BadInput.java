package com.nextbreakpoint.flink.jobs;

/** What the user gave is wrong; the message is one sentence that names what to change. */
final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadInput(String sentence) {
        super(sentence);
    }

    BadInput(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
