package com.nextbreakpoint.flink.e2e;

import static java.util.stream.Collectors.joining;

import com.nextbreakpoint.flink.testjobs.Verify;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.Stream;

/** Deeds in an order and with pauses that a seed decides, and what came of it. */
record Soak(Site site, Duration time, Random random) {
    /** Without a hand, from whatever the last deed left. */
    private static final Duration RECOVERY = Duration.ofMinutes(3);

    /** As many of the deeds as a failure shows again. */
    private static final int LAST = 25;

    void run() {
        var journal = site.journal();
        var deck = new ArrayList<Deed>();
        while (Instant.now().isBefore(journal.start().plus(time))) {
            rest();
            if (deck.isEmpty()) {
                // Each has its turn, also where there is time for a few only.
                deck.addAll(Deed.ALL);
                Collections.shuffle(deck, random);
            }
            doIt(deck.removeLast());
        }
    }

    /** Deeds meet a job that has just begun, one that has run for a while, and each other. */
    private void rest() {
        switch (random.nextInt(5)) {
            case 0 -> {}
            case 1 -> site.pauseUpTo(10);
            case 2 -> {
                site.running();
                site.pauseUpTo(30);
            }
            default -> {
                site.running();
                site.pauseUpTo(10);
            }
        }
    }

    private void doIt(Deed deed) {
        site.handsOff();
        site.journal().say(deed.name());
        try {
            deed.on().accept(site);
        } catch (NoSuchElementException | KubernetesClientException | UncheckedIOException no) {
            site.journal().say("  not now: " + no.getMessage());
        }
    }

    /** All of it comes back by itself, and the job goes on counting. */
    void settle() {
        site.journal().say("no more deeds: all has to come back by itself");
        var back =
                Await.within(
                        RECOVERY,
                        () -> {
                            site.handsOff();
                            return site.job().resource().is("Running")
                                    && site.scene().cluster.is("Ready");
                        });
        if (!back) throw new AssertionError("The job does not come back by itself");
        var before = site.job().committed().last;
        site.job().awaitBeyond(before + 100);
    }

    /**
     * The numbers, of a job that has ended in a savepoint: none of them is still to be committed.
     */
    Verify verdict() {
        site.journal().say("stopping with a savepoint");
        var before = site.job().savepoint();
        site.request("STOP");
        var stopped =
                Await.within(
                        RECOVERY,
                        () ->
                                site.job()
                                                .resource()
                                                .at("/status/supervisorStatus")
                                                .equals("Stopped")
                                        && !site.job().savepoint().equals(before));
        if (!stopped) throw new AssertionError("The job is not stopped with a savepoint");
        var numbers = site.job().committed();
        site.journal()
                .say(
                        "committed %d numbers, twice %d, missing %d"
                                .formatted(numbers.count, numbers.doubled, numbers.missing));
        return numbers;
    }

    /** What explains a failure. */
    String report() {
        var resource = site.job().resource();
        return Stream.of(
                        "--- the last of the deeds",
                        lines(last(site.journal().lines())),
                        "--- the job",
                        resource.at("/status/supervisorStatus"),
                        "Ready: " + resource.condition("Ready"),
                        "Stalled: " + resource.condition("Stalled"),
                        "--- what was committed; while the job is not stopped, some may be to come",
                        site.job().committed().toString(),
                        "--- the attempts, and what was complete and newer than they began from",
                        new Origins(site.chronicle().beginnings(), kept()).toString(),
                        "--- complete in the storage",
                        lines(kept().stream().map(this::timed).toList()))
                .collect(joining("\n"));
    }

    private List<Kept> kept() {
        return Kept.of(site.job().id(), site.journal().start());
    }

    private String timed(Kept kept) {
        return "+" + site.journal().clock(kept.time()) + "  " + kept.path();
    }

    private static List<String> last(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - LAST), lines.size());
    }

    private static String lines(List<String> lines) {
        return String.join("\n", lines);
    }
}
