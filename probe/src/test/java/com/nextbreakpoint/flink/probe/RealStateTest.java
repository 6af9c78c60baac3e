package com.nextbreakpoint.flink.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Flink itself writes is what the probe finds. */
@Timeout(120)
class RealStateTest {
    @TempDir Path folder = Path.of("set by JUnit");

    @Test
    void checkpoints_and_savepoints_of_flinks_are_found_under_its_own_names() throws Exception {
        var job = start();
        var directory = folder + "/" + job.getJobID();
        var first = savepoint(job);
        while (Asked.lines("--directory=" + directory).size() < 2) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        var second = savepoint(job);
        job.cancel().get();
        var checkpoints = Asked.withoutTimes(Asked.lines("--directory=" + directory));
        var lines = Asked.withoutTimes(Asked.lines("--directory=" + folder, "--state=" + first));

        assertThat(checkpoints.getFirst()).matches("found 0 (\\d+) file:" + directory + "/chk-\\1");
        assertThat(lines).hasSize(5);
        assertThat(lines.getFirst()).isEqualTo("found 0 " + id(second) + " " + second);
        assertThat(lines.get(1)).isEqualTo("found 0 " + id(first) + " " + first);
        assertThat(lines.get(3)).isEqualTo("found 1 " + id(first) + " " + first);
    }

    @Test
    void a_state_that_was_cut_anywhere_is_not_there() throws Exception {
        var job = start();
        var savepoint = Path.of(URI.create(savepoint(job)));
        job.cancel().get();
        // Paths in a savepoint are relative to it, so that it may be moved.
        var moved = Files.move(savepoint, folder.resolve("moved")).resolve(Metadata.NAME);
        var whole = Files.readAllBytes(moved);
        assertThat(whole).hasSizeGreaterThan(1000);
        assertThat(Asked.lines("--state=" + moved)).hasSize(2);

        for (int length = 0; length < whole.length; length++) {
            Files.write(moved, Arrays.copyOf(whole, length));
            assertThat(Asked.lines("--state=" + moved)).as("%s", length).containsExactly("done 0");
        }
    }

    /** As Flink itself reads it. */
    private static long id(String savepoint) throws IOException {
        var file = Path.of(URI.create(savepoint)).resolve(Metadata.NAME);
        try (var in = new DataInputStream(Files.newInputStream(file))) {
            var loader = RealStateTest.class.getClassLoader();
            return Checkpoints.loadCheckpointMetadata(in, loader, savepoint).getCheckpointId();
        }
    }

    private JobClient start() throws Exception {
        var settings = new Configuration();
        settings.setString("execution.checkpointing.dir", "file://" + folder);
        settings.setString("execution.checkpointing.interval", "200 ms");
        // Of the states of its tasks, Flink writes those that are longer into files of their own.
        settings.setString("execution.checkpointing.data-inline-threshold", "1 kb");
        settings.setString("rest.port", "0");
        settings.setString(
                "execution.checkpointing.externalized-checkpoint-retention",
                "RETAIN_ON_CANCELLATION");
        var flink = StreamExecutionEnvironment.createLocalEnvironment(1, settings);
        flink.fromSequence(0, Long.MAX_VALUE)
                .keyBy(number -> number % 7)
                .reduce(Long::sum)
                .sinkTo(new DiscardingSink<>());
        return flink.executeAsync("real");
    }

    private String savepoint(JobClient job) throws Exception {
        while (true) {
            try {
                return job.triggerSavepoint("file://" + folder, SavepointFormatType.CANONICAL)
                        .get();
            } catch (java.util.concurrent.ExecutionException tasksDoNotRunYet) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }
}
