package com.nextbreakpoint.flink.tls;

/** A store cannot be used; the message is one sentence that names its file. */
public final class StoreProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreProblem(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    StoreProblem(String sentence) {
        super(sentence);
    }
}
