package com.nextbreakpoint.flink.probe;

/** What a failure is called in an answer. */
final class Words {
    private Words() {}

    static String of(Throwable failure) {
        var message = failure.getMessage();
        var name = failure.getClass().getSimpleName();
        return message == null || message.isBlank() ? name : name + ": " + message;
    }
}
