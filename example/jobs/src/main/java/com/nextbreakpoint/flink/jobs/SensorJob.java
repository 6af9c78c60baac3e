package com.nextbreakpoint.flink.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;

/** Generated sensor readings in, one result per sensor and window out. */
final class SensorJob {
    private SensorJob() {}

    static void run(Measure measure, String... args) throws Exception {
        JobArguments arguments = JobArguments.parse(args);
        JobParameters parameters = JobParameters.read(arguments.jobParameters);
        StreamExecutionEnvironment environment = environment(parameters);
        build(environment, measure, parameters, arguments.outputLocation);
        environment.execute(parameters.jobName);
    }

    /**
     * The cluster's environment, else one of this process alone, with its REST API at the port that
     * is asked for.
     */
    static StreamExecutionEnvironment environment(JobParameters parameters) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        if (environment instanceof LocalStreamEnvironment) {
            var configuration = new Configuration();
            configuration.set(RestOptions.BIND_PORT, String.valueOf(parameters.restPort));
            return StreamExecutionEnvironment.createLocalEnvironment(configuration);
        }
        return environment;
    }

    static void build(
            StreamExecutionEnvironment environment,
            Measure measure,
            JobParameters parameters,
            String outputLocation) {
        configure(environment, parameters);
        var readings = readings(environment, parameters);
        var results = results(readings, measure, parameters);
        var sinks = new ArrayList<DataStreamSink<?>>();
        sinks.add(results.sinkTo(files(parameters, outputLocation)).name("files").uid("files"));
        if (parameters.consoleVerbosity >= 1) {
            sinks.add(results.print("result").name("console: results").uid("console-results"));
        }
        if (parameters.consoleVerbosity >= 2) {
            sinks.add(readings.print("reading").name("console: readings").uid("console-readings"));
        }
        if (parameters.disableChaining) {
            readings.disableChaining();
            results.disableChaining();
            sinks.forEach(DataStreamSink::disableChaining);
        }
    }

    private static void configure(
            StreamExecutionEnvironment environment, JobParameters parameters) {
        if (environment.getParallelism() > parameters.partitions) {
            throw new BadInput(
                    String.format(
                            Locale.ROOT,
                            "The parallelism of %d is greater than the number of partitions, %d",
                            environment.getParallelism(),
                            parameters.partitions));
        }
        environment.setMaxParallelism(parameters.partitions);
        environment.enableCheckpointing(
                parameters.checkpointInterval.toMillis(), CheckpointingMode.EXACTLY_ONCE);
    }

    /**
     * One task alone, whatever the parallelism: so its readings are one sequence, and it does not
     * end before others.
     *
     * <p>The numbers are always chained to the sensors, which set the pace: buffers between the two
     * would hold thousands of numbers, and every checkpoint would wait until they are through.
     */
    private static SingleOutputStreamOperator<Reading> readings(
            StreamExecutionEnvironment environment, JobParameters parameters) {
        long last = parameters.sourceLimit == 0 ? Long.MAX_VALUE - 1 : parameters.sourceLimit;
        Duration lateness = parameters.maxOutOfOrderness;
        return environment
                .fromSource(
                        new NumberSequenceSource(1, last),
                        WatermarkStrategy.noWatermarks(),
                        "numbers",
                        Types.LONG)
                .setParallelism(1)
                .uid("numbers")
                .map(new Emit(new Sensors(parameters.schedule, lateness.toMillis())))
                .returns(Types.POJO(Reading.class))
                .setParallelism(1)
                .name("sensors")
                .uid("sensors")
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<Reading>forBoundedOutOfOrderness(lateness)
                                .withTimestampAssigner((reading, before) -> reading.time))
                .setParallelism(1)
                .name("event time")
                .uid("event-time");
    }

    /** One line for every sensor and window with readings. */
    static SingleOutputStreamOperator<String> results(
            DataStream<Reading> readings, Measure measure, JobParameters parameters) {
        return readings.keyBy(reading -> reading.sensor)
                .window(SlidingEventTimeWindows.of(parameters.windowSize, parameters.windowSlide))
                .aggregate(new Combine(measure), new Report(measure))
                .name("windows")
                .uid("windows");
    }

    private static FileSink<String> files(JobParameters parameters, String outputLocation) {
        return FileSink.forRowFormat(
                        new Path(outputLocation + parameters.bucketOutputPath),
                        new SimpleStringEncoder<String>())
                .withBucketCheckInterval(parameters.bucketCheckInterval.toMillis())
                .withRollingPolicy(
                        new Rolling(
                                parameters.bucketRolloverInterval,
                                parameters.bucketInactivityInterval))
                .build();
    }
}
