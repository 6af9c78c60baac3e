package com.nextbreakpoint.flink.cli;

/** An option's value cannot be used; the message names the option and says what to do. */
final class BadOption extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadOption(String sentence) {
        super(sentence);
    }
}
