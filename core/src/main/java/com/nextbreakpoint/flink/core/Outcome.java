package com.nextbreakpoint.flink.core;

/** How an {@link Action} ended. Whatever it was, the next observation tells what became of it. */
public sealed interface Outcome {
    Outcome DONE = new Done();

    record Done() implements Outcome {}

    /** The other side said no, in a sentence of its own; trying again alike is of little use. */
    record Refused(String message) implements Outcome {}

    /** Nobody answered, or not now; it may be done all the same. */
    record Failed(String message) implements Outcome {}
}
