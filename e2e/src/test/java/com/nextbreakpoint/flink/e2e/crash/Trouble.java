package com.nextbreakpoint.flink.e2e.crash;

import com.nextbreakpoint.flink.flink.fake.FakeFlink;
import com.nextbreakpoint.flink.flink.fake.Misbehaviour;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What is wrong with a Flink while its job is to be upgraded.
 *
 * @param says what the conditions of cluster or job tell meanwhile; "" when the upgrade has to come
 *     out right without a cure
 */
record Trouble(String name, Consumer<FakeFlink> begins, String says) {
    /** The only lasting one in which a stop comes to its end. */
    static final String HALVES = "it answers by halves";

    private static final Misbehaviour LOST = new Misbehaviour.Lost();
    private static final String OVERLOADED = "{\"errors\":[\"Service temporarily unavailable\"]}";

    static Stream<Trouble> all() {
        return Stream.concat(passing(), lasting());
    }

    /** These keep Flink from being understood. */
    private static Stream<Trouble> lasting() {
        return Stream.of(
                always("it is mute", new Misbehaviour.Mute(), "was not answered within"),
                always("it stalls", new Misbehaviour.Stalled(), "was not answered within"),
                always("it answers 500", new Misbehaviour.Instead(500, "oops"), "was answered 500"),
                always(
                        "it answers 503",
                        new Misbehaviour.Instead(503, OVERLOADED),
                        "failed with 503: Service temporarily unavailable"),
                always(HALVES, new Misbehaviour.Truncated(), "does not answer"),
                always("it hangs up", new Misbehaviour.Dropped(), "got no whole answer"),
                new Trouble(
                        "its savepoints fail",
                        flink -> flink.failSavepoints("java.io.IOException: the bucket is gone"),
                        "the bucket is gone"),
                new Trouble(
                        "its savepoints take long",
                        flink -> flink.holdSavepoints(true),
                        "The job is stopped with a savepoint"),
                new Trouble(
                        "it refuses stops",
                        flink -> flink.misbehave("POST .*/stop", new Misbehaviour.Mute()),
                        "The job is stopped with a savepoint"));
    }

    private static Stream<Trouble> passing() {
        return Stream.of(
                new Trouble("it answers with wrong ids", flink -> flink.confuseIds(true), ""),
                new Trouble(
                        "it is slow",
                        flink ->
                                flink.misbehave(
                                        ".*", new Misbehaviour.Slow(Duration.ofMillis(700))),
                        ""),
                once("the answer to a stop is lost", "POST .*/stop", LOST),
                once("the answer to an upload is lost", "POST /jars/upload", LOST),
                once("the answer to a run is lost", "POST .*/run", LOST),
                once("a stop is lost", "POST .*/stop", new Misbehaviour.Dropped()),
                once("a run is lost", "POST .*/run", new Misbehaviour.Dropped()));
    }

    private static Trouble always(String name, Misbehaviour misbehaviour, String says) {
        return new Trouble(name, flink -> flink.misbehave(".*", misbehaviour), says);
    }

    private static Trouble once(String name, String request, Misbehaviour misbehaviour) {
        return new Trouble(name, flink -> flink.misbehave(request, misbehaviour, 1), "");
    }

    static void cure(FakeFlink flink) {
        flink.behave();
        flink.failSavepoints("");
        flink.holdSavepoints(false);
        flink.confuseIds(false);
    }

    @Override
    public String toString() {
        return name;
    }
}
