package com.nextbreakpoint.flink.flink.fake;

import java.time.Duration;

/** What the main() of an uploaded program does. */
public sealed interface Main {
    /** Starts the job. */
    record Executes() implements Main {}

    /** Starts the job after a while. */
    record Slow(Duration by) implements Main {}

    record Throws(String exception) implements Main {}

    record NeverExecutes() implements Main {}

    /** In one environment: the first job runs, the answer is a no. */
    record ExecutesTwice() implements Main {}

    /** The JAR has no such class. */
    record Missing() implements Main {}
}
