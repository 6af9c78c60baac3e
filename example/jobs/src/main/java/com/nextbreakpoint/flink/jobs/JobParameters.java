package com.nextbreakpoint.flink.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Everything that a job's parameters file says, checked. */
final class JobParameters {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    /**
     * Port of Flink's REST API when the job runs by itself, outside a cluster; 0 = any free port.
     */
    final int restPort;

    /** The pace of the readings. */
    final Schedule schedule;

    /** The job ends after so many readings; 0 = it never does. */
    final long sourceLimit;

    /**
     * 0 = nothing, 1 = every result, 2 = every reading as well goes to the TaskManager's standard
     * output.
     */
    final int consoleVerbosity;

    final String jobName;

    /** Every operator becomes a task of its own, which Flink's console shows one by one. */
    final boolean disableChaining;

    final Duration checkpointInterval;

    final Duration windowSize;

    final Duration windowSlide;

    /** The readings are late by up to this, and the windows wait for them. */
    final Duration maxOutOfOrderness;

    /** How often the open files are looked at, whether they are to be closed. */
    final Duration bucketCheckInterval;

    /** A file is closed when it has been open for so long. */
    final Duration bucketRolloverInterval;

    /** A file is closed when nothing was written to it for so long. */
    final Duration bucketInactivityInterval;

    /** Folder of the results under OUTPUT_LOCATION, starts with a slash. */
    final String bucketOutputPath;

    /**
     * Pieces that the keyed state can be spread over: the highest parallelism that the job can ever
     * have.
     */
    final int partitions;

    private JobParameters(Settings settings) {
        restPort = (int) settings.number("rest-port", 0, 65535);
        schedule =
                new Schedule(
                        settings.numbers("source-delay-array", 1, MINUTE),
                        settings.number("source-delay-interval", 1, DAY));
        sourceLimit = settings.number("source-limit", 0, Long.MAX_VALUE);
        consoleVerbosity = (int) settings.number("console-verbosity", 0, 2);
        jobName = settings.text("job-name");
        disableChaining = settings.flag("disable-chaining");
        checkpointInterval = millis(settings, "checkpoint-interval", 10);
        windowSize = millis(settings, "window-size", 1);
        windowSlide = millis(settings, "window-slide", 1);
        maxOutOfOrderness = millis(settings, "max-out-of-orderness", 0);
        bucketCheckInterval = millis(settings, "bucket-check-interval", 1);
        bucketRolloverInterval = millis(settings, "bucket-rollover-interval", 1);
        bucketInactivityInterval = millis(settings, "bucket-inactivity-interval", 1);
        bucketOutputPath = settings.text("bucket-output-path");
        partitions = (int) settings.number("partitions", 1, 1 << 15);
        settings.requireNothingElse();
        if (windowSlide.compareTo(windowSize) > 0) {
            throw settings.bad(
                    "window-slide must not be greater than window-size, or readings would fall between windows");
        }
        if (!bucketOutputPath.matches("/[^\\s/].*")) {
            throw settings.bad(
                    "bucket-output-path must start with one slash, not be " + bucketOutputPath);
        }
    }

    /**
     * Reads the parameters from a location of any kind that Flink can read, such as {@code
     * file:///var/config/job.conf}.
     *
     * @throws BadInput when the file cannot be read, or when anything in it is wrong
     */
    static JobParameters read(String location) {
        return parse(location, content(location));
    }

    static JobParameters parse(String file, String text) {
        return new JobParameters(Settings.parse(file, text));
    }

    private static Duration millis(Settings settings, String key, long least) {
        return Duration.ofMillis(settings.number(key, least, DAY));
    }

    private static String content(String location) {
        try {
            URI uri = new Path(location).toUri();
            try (InputStream file = FileSystem.get(uri).open(new Path(uri))) {
                return new String(file.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new BadInput(
                    "The file of --JOB_PARAMETERS cannot be read: "
                            + location
                            + " ("
                            + e.getMessage()
                            + ")",
                    e);
        }
    }
}
