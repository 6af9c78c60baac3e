package com.nextbreakpoint.flink.testjobs;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.jspecify.annotations.Nullable;

/**
 * The stream of all modes: 1, 2, 3… through keyed state that fails on a gap and on a duplicate,
 * into files.
 *
 * <p>The files are finished at every checkpoint and savepoint: {@link Verify} then finds every
 * number that the last one covers exactly once. Checkpoints are retained when the job is cancelled.
 */
final class Count {
    private final Options options;
    private long last;
    private String prefix = "";
    private @Nullable MapFunction<Long, Long> behaviour;

    Count(Options options) {
        this.options = options;
        last = options.limit();
    }

    /** Ends the stream after this number, if it doesn't end before. */
    Count upTo(long number) {
        last = Math.min(last, number);
        return this;
    }

    /** Puts this before the names under which the operators keep their state. */
    Count named(String prefix) {
        this.prefix = prefix;
        return this;
    }

    /** Sends every number through this as well. */
    Count with(MapFunction<Long, Long> behaviour) {
        this.behaviour = behaviour;
        return this;
    }

    void execute() throws Exception {
        executeIn(environment(options));
    }

    static StreamExecutionEnvironment environment(Options options) {
        return StreamExecutionEnvironment.getExecutionEnvironment(options.flink());
    }

    void executeIn(StreamExecutionEnvironment environment) throws Exception {
        checkpoints(environment);
        checked(behaving(numbers(environment)))
                .sinkTo(sink())
                .setParallelism(1)
                .name("files")
                .uid(prefix + "files");
        environment.execute(options.jobName());
    }

    private DataStream<Long> checked(DataStream<Long> numbers) {
        return numbers.keyBy(number -> number % InOrder.KEYS)
                .process(new InOrder())
                .name("check")
                .uid(prefix + "check");
    }

    private DataStream<Long> behaving(DataStream<Long> numbers) {
        return behaviour == null
                ? numbers
                : numbers.map(behaviour)
                        .returns(Types.LONG)
                        .setParallelism(1)
                        .name("behaviour")
                        .uid(prefix + "behaviour");
    }

    private void checkpoints(StreamExecutionEnvironment environment) {
        Duration interval = options.checkpointInterval();
        if (!interval.isZero()) {
            environment.enableCheckpointing(interval.toMillis(), CheckpointingMode.EXACTLY_ONCE);
        }
        environment
                .getCheckpointConfig()
                .setExternalizedCheckpointRetention(
                        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    }

    /**
     * One task alone, whatever the parallelism: its numbers are then one sequence, and it ends with
     * the others.
     */
    private DataStream<Long> numbers(StreamExecutionEnvironment environment) {
        return environment
                .fromSource(
                        new NumberSequenceSource(1, last),
                        WatermarkStrategy.noWatermarks(),
                        "numbers",
                        Types.LONG)
                .setParallelism(1)
                .uid(prefix + "numbers")
                .map(new Throttle(options.throttle()))
                .returns(Types.LONG)
                .setParallelism(1)
                .name("throttle")
                .uid(prefix + "throttle");
    }

    private Sink<Long> sink() {
        String output = options.output();
        if (output == null) {
            return new DiscardingSink<>();
        }
        return FileSink.forRowFormat(new Path(output), new SimpleStringEncoder<Long>())
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .build();
    }
}
