package com.nextbreakpoint.flink.e2e;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Faults and users' actions at random on a job with Flink's own defaults. {@code make soak} runs
 * it; {@code MINUTES}, {@code SEED} and {@code FLINK} say how long, which, and on what.
 */
@Tag("flink")
@ExtendWith(Toolbox.class)
class SoakTest {
    private static final int MINUTES = Integer.getInteger("e2e.minutes", 10);
    private static final long SEED = Long.getLong("e2e.seed", 1);
    private static final String FLINK = System.getProperty("e2e.flink", "2.3");
    private static final Path EXPLANATION = Path.of("target", "soak.txt").toAbsolutePath();

    private final Random random = new Random(SEED);
    private final Journal journal = new Journal();

    @Test
    void every_number_is_committed_once_whatever_happens() {
        assumeThat(System.getProperty("e2e.cluster", ""))
                .as("the programs of a cluster that is not our own are not killed")
                .isNotEmpty();
        journal.say("soak of %d minutes, seed %d, Flink %s".formatted(MINUTES, SEED, FLINK));
        try (var scene = new Scene("soak", Setting.embedded(FLINK))) {
            scene.start(
                    spec -> {
                        FlinkProperties.give(spec, scene.name, FlinkProperties.defaults());
                        scene.tuning(spec).put("pollingInterval", 2);
                    });
            var spec =
                    scene.countingSpec(
                            "count", "--checkpoint-interval", "2000", "--throttle", "10");
            soak(scene, scene.create("count", spec));
        }
    }

    private void soak(Scene scene, Job job) {
        try (var chronicle = new Chronicle(job, journal)) {
            var site = new Site(scene, job, journal, chronicle, random);
            var soak = new Soak(site, Duration.ofMinutes(MINUTES), random);
            try {
                job.awaitRunning();
                try (var _ = new Witness(scene)) {
                    soak.run();
                    soak.settle();
                }
                soak.verdict().requireExactlyOnce();
            } catch (AssertionError | RuntimeException failure) {
                explain(soak, failure);
                throw failure;
            }
        }
    }

    private static void explain(Soak soak, Throwable failure) {
        System.out.printf(
                "%s%n%s%n--- logs, events and resources are in %s%nrepeat with: make soak MINUTES=%d SEED=%d FLINK=%s%n",
                failure, soak.report(), EXPLANATION, MINUTES, SEED, FLINK);
        try {
            Files.writeString(EXPLANATION, Toolbox.explain());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
