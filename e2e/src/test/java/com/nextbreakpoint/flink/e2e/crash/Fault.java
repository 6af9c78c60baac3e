package com.nextbreakpoint.flink.e2e.crash;

import java.time.Duration;

/** What the proxy does with one request. */
sealed interface Fault {
    Fault NONE = new Slow(Duration.ZERO);

    /** Passes it on a while later. */
    record Slow(Duration by) implements Fault {}

    /** Answers in the API server's place. */
    record Instead(int code, String reason, String message) implements Fault {}

    /** The API server never sees it, the client sees its connection reset. */
    record Reset() implements Fault {}

    /** The API server carries it out, and nobody hears the answer. */
    record Lost() implements Fault {}

    /** Passes on for a while, as a watch that then ends. */
    record Cut(Duration after) implements Fault {}

    /** A watch that begins with the event that its version is too old. */
    record Gone() implements Fault {}
}
