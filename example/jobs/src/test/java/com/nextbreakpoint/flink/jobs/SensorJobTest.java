package com.nextbreakpoint.flink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The graph of a job; and a job that is stopped and restored, in a Flink inside the test. */
@Timeout(120)
class SensorJobTest {
    @TempDir Path folder = Path.of("set by JUnit");

    private StreamExecutionEnvironment job(
            int parallelism, Configuration flink, Map<String, String> changes) {
        var environment = StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink);
        SensorJob.build(environment, Measure.AVERAGE, Parameters.of(changes), "file://" + folder);
        return environment;
    }

    private StreamExecutionEnvironment job(Map<String, String> changes) {
        return job(2, new Configuration(), changes);
    }

    /**
     * Endless until it is stopped: its savepoint's path. A checkpoint that waited for buffers would
     * take hours.
     */
    private String stopAfterSomeResults(int parallelism, Configuration flink) throws Exception {
        var before = Results.in(folder).lines().size();
        var slow =
                Map.of("source-limit", "0", "source-delay-array", "20", "disable-chaining", "true");
        var client = job(parallelism, flink, slow).executeAsync();
        while (Results.in(folder).lines().size() < before + 100) {
            Thread.sleep(50);
        }
        var savepoints = folder.resolve("savepoints").toUri().toString();
        return client.stopWithSavepoint(false, savepoints, SavepointFormatType.CANONICAL)
                .get(30, TimeUnit.SECONDS);
    }

    @Test
    void a_job_that_is_stopped_and_restored_goes_on_exactly_once_also_with_another_parallelism()
            throws Exception {
        var first = stopAfterSomeResults(2, new Configuration());
        var restored = new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, first);
        stopAfterSomeResults(1, restored);
        Results.in(folder).requireExactlyOnce();
    }

    @Test
    void chaining_puts_the_operators_into_two_tasks_and_its_absence_into_five() {
        assertThat(tasks(Map.of("disable-chaining", "false"))).isEqualTo(2);
        assertThat(tasks(Map.of("disable-chaining", "true"))).isEqualTo(5);
    }

    private int tasks(Map<String, String> changes) {
        return job(changes).getStreamGraph().getJobGraph().getNumberOfVertices();
    }

    @Test
    void the_console_gets_what_its_verbosity_says() {
        assertThat(consoles("0")).isEmpty();
        assertThat(consoles("1")).containsExactly("console: results");
        assertThat(consoles("2")).containsExactly("console: readings", "console: results");
    }

    private List<String> consoles(String verbosity) {
        return job(Map.of("console-verbosity", verbosity))
                .getStreamGraph()
                .getStreamNodes()
                .stream()
                .map(StreamNode::getOperatorName)
                .filter(name -> name.contains("console"))
                .map(name -> name.replace("Sink: ", ""))
                .sorted()
                .toList();
    }

    @Test
    void checkpoints_come_in_their_interval_and_are_exactly_once() {
        var checkpoints = job(Map.of("checkpoint-interval", "1234")).getCheckpointConfig();
        assertThat(checkpoints.getCheckpointInterval()).isEqualTo(1234);
        assertThat(checkpoints.getCheckpointingConsistencyMode()).hasToString("EXACTLY_ONCE");
    }

    @Test
    void partitions_bound_the_parallelism() {
        assertThat(job(2, new Configuration(), Map.of("partitions", "2")).getMaxParallelism())
                .isEqualTo(2);
        assertThatThrownBy(() -> job(3, new Configuration(), Map.of("partitions", "2")))
                .isInstanceOf(BadInput.class)
                .hasMessage("The parallelism of 3 is greater than the number of partitions, 2");
    }
}
