package com.nextbreakpoint.flink.bootstrap;

import static com.nextbreakpoint.flink.bootstrap.BootstrapReport.done;
import static com.nextbreakpoint.flink.bootstrap.BootstrapReport.failed;

import com.nextbreakpoint.flink.bootstrap.BootstrapReport.Submitted;
import com.nextbreakpoint.flink.core.FlinkWords;
import com.nextbreakpoint.flink.flink.FlinkClient;
import com.nextbreakpoint.flink.flink.FlinkRefused;
import com.nextbreakpoint.flink.flink.FlinkUnavailable;
import com.nextbreakpoint.flink.flink.RestFlinkClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One start of one job. */
public final class Bootstrap {
    private static final Logger LOG = LoggerFactory.getLogger("Bootstrap");

    /** Of one call, uploads of large JARs included, but not the user's main(). */
    private static final Duration CALL_LIMIT = Duration.ofSeconds(30);

    private final BootstrapOptions options;
    private final Retries retries;
    private final FlinkClient flink;
    private final Doubts doubts;
    private final String jarName;

    Bootstrap(BootstrapOptions options, Retries retries) {
        this.options = options;
        this.retries = retries;
        this.flink = new RestFlinkClient(options.flink(), CALL_LIMIT);
        this.doubts = new Doubts(flink, options, retries);
        this.jarName = Leftovers.jarName(options.run().jobId());
    }

    /** Lasts as long as the user's main() does; may be run again at any time. */
    public static BootstrapReport run(BootstrapOptions options) {
        return run(options, Retries.DEFAULT);
    }

    static BootstrapReport run(BootstrapOptions options, Retries retries) {
        var report = new Bootstrap(options, retries).start();
        if (report.exitCode() == 0) {
            LOG.info(report.message());
        } else {
            LOG.error(report.message());
        }
        write(report, options);
        return report;
    }

    private BootstrapReport start() {
        try {
            if (!Files.isReadable(options.jarPath())) {
                return notSubmitted(
                        "there is no JAR %s in this image".formatted(options.jarPath()));
            }
            var known = retries.untilAnswered(retries.connect(), doubts::known);
            // C1.3
            if (known.isPresent()) {
                return doubts.adopted(known.get());
            }
            return options.dryRun() ? rehearsed() : uploadAndRun();
        } catch (FlinkUnavailable | FlinkRefused failure) {
            return notSubmitted(String.valueOf(failure.getMessage()));
        }
    }

    private BootstrapReport rehearsed() {
        var message =
                "would upload %s and run %s; this was a dry run"
                        .formatted(options.jarPath(), options.run().className());
        return done(Submitted.NO, options.run().jobId(), message);
    }

    /** From the start again while nothing was run: nobody answered, or the JAR was forgotten. */
    private BootstrapReport uploadAndRun() {
        long end = System.nanoTime() + retries.connect().toNanos();
        do {
            LOG.info("Uploading {}", options.jarPath());
            var jarId =
                    retries.untilAnswered(
                            retries.connect(), () -> flink.uploadJar(options.jarPath(), jarName));
            // J4.starting-9
            if (isReplaced()) {
                return replaced();
            }
            LOG.info(
                    "Running {} with parallelism {}",
                    options.run().className(),
                    options.run().parallelism());
            var report = runJar(jarId);
            if (report.isPresent()) {
                return tidied(report.get(), jarId);
            }
        } while (System.nanoTime() < end && retries.rest());
        return notSubmitted("the JobManager does not stay long enough to run the JAR");
    }

    /**
     * Asked after the upload, since a JAR is forgotten with its process: one that comes after this
     * answer cannot run it. TaskManagers may still run what was lost with the former one.
     */
    private boolean isReplaced() {
        var process = options.process();
        if (process == null) {
            return false;
        }
        var settings = retries.untilAnswered(retries.connect(), flink::configuration);
        return !process.equals(settings.get(FlinkClient.PROCESS));
    }

    private BootstrapReport replaced() {
        return failed(
                Submitted.UNKNOWN,
                options.run().jobId(),
                "the JobManager was replaced after this start was decided, so nothing was run");
    }

    /** Empty when it is certain that nothing was run and that it may be tried again. */
    private Optional<BootstrapReport> runJar(String jarId) {
        try {
            return Optional.of(doubts.answered(flink.runJar(jarId, options.run(), retries.main())));
        } catch (FlinkRefused refused) {
            return Optional.of(doubts.refused(refused));
        } catch (FlinkUnavailable silent) {
            return switch (silent.reach()) {
                case UNSENT -> Optional.empty();
                case SILENT -> Optional.of(doubts.unanswered(silent));
                case ANSWERED ->
                        silent.says(FlinkWords.JAR_FORGOTTEN)
                                ? Optional.empty()
                                : Optional.of(doubts.broken(silent));
            };
        }
    }

    /** Not while a main() may still need the JAR. */
    private BootstrapReport tidied(BootstrapReport report, String jarId) {
        if (report.submitted() != Submitted.UNKNOWN) {
            Leftovers.remove(flink, jarId, jarName);
        }
        return report;
    }

    private BootstrapReport notSubmitted(String message) {
        return failed(Submitted.NO, options.run().jobId(), message);
    }

    private static void write(BootstrapReport report, BootstrapOptions options) {
        if (Files.exists(options.terminationLog())) {
            try {
                Files.writeString(
                        options.terminationLog(),
                        report.toJson() + "\n",
                        StandardOpenOption.TRUNCATE_EXISTING);
            } catch (IOException failure) {
                LOG.warn("The report could not be left for Kubernetes: {}", failure.getMessage());
            }
        }
    }
}
