package com.nextbreakpoint.flink.flink.fake;

import java.io.InterruptedIOException;
import java.time.Duration;

/** What the fake does with a request instead of answering it properly. */
public sealed interface Misbehaviour {
    /** Takes the connection and never says a word. */
    record Mute() implements Misbehaviour {}

    /** Sends the head of an answer and the first bytes of its body, and then nothing. */
    record Stalled() implements Misbehaviour {}

    /** Answers with this code and body, and does nothing. */
    record Instead(int code, String body) implements Misbehaviour {}

    /** Answers with the first half of the proper body. */
    record Truncated() implements Misbehaviour {}

    /** Does what is asked and closes the connection instead of answering. */
    record Lost() implements Misbehaviour {}

    /** Closes the connection and does nothing. */
    record Dropped() implements Misbehaviour {}

    /** Answers properly, and is another process from then on. */
    record Replaced() implements Misbehaviour {}

    /** Answers properly, but late. */
    record Slow(Duration by) implements Misbehaviour {}

    /** Longer than any client waits. */
    static InterruptedIOException waitForTheEnd() {
        sleep(Duration.ofMinutes(10));
        return new InterruptedIOException();
    }

    static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
