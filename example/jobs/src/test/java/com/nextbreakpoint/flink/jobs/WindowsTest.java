package com.nextbreakpoint.flink.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The windows' results, compared with what a plain loop over the same readings computes. */
class WindowsTest {
    private static final long SIZE = 600;
    private static final long SLIDE = 200;
    private static final long LATENESS = 300;

    private final List<Reading> readings =
            LongStream.range(0, 800)
                    .mapToObj(
                            number ->
                                    new Sensors(new Schedule(new long[] {7, 3}, 100), LATENESS)
                                            .reading(number, 1_767_225_600_000L))
                    .toList();

    private Map<String, Double> computed(Measure measure) throws Exception {
        var environment = StreamExecutionEnvironment.createLocalEnvironment(2);
        var parameters =
                Parameters.of(
                        Map.of(
                                "window-size",
                                String.valueOf(SIZE),
                                "window-slide",
                                String.valueOf(SLIDE)));
        var stream =
                environment
                        .fromData(readings)
                        .assignTimestampsAndWatermarks(
                                WatermarkStrategy.<Reading>forBoundedOutOfOrderness(
                                                Duration.ofMillis(LATENESS))
                                        .withTimestampAssigner((reading, before) -> reading.time));
        var results = new TreeMap<String, Double>();
        for (String text :
                SensorJob.results(stream, measure, parameters).executeAndCollect(100_000)) {
            var line = new ObjectMapper().readTree(text);
            results.put(key(line), line.get(measure.name().toLowerCase(Locale.ROOT)).asDouble());
        }
        return results;
    }

    private static String key(JsonNode line) {
        return line.get("sensor").asText()
                + " "
                + Instant.parse(line.get("from").asText()).toEpochMilli();
    }

    private Map<String, Double> expected(ToDoubleFunction<List<Double>> value) {
        var windows = new TreeMap<String, List<Double>>();
        for (Reading reading : readings) {
            long last = reading.time - Math.floorMod(reading.time, SLIDE);
            for (long from = last; from > reading.time - SIZE; from -= SLIDE) {
                windows.computeIfAbsent(reading.sensor + " " + from, window -> new ArrayList<>())
                        .add(reading.temperature);
            }
        }
        return windows.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                window -> value.applyAsDouble(window.getValue())));
    }

    private static void requireSame(Map<String, Double> computed, Map<String, Double> expected) {
        assertThat(computed.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
        computed.forEach(
                (window, value) ->
                        assertThat(value).as(window).isCloseTo(expected.get(window), within()));
    }

    private static Offset<Double> within() {
        return Offset.offset(0.0006);
    }

    @Test
    void averages_are_those_of_a_plain_loop() throws Exception {
        requireSame(
                computed(Measure.AVERAGE),
                expected(
                        values ->
                                values.stream()
                                        .mapToDouble(Double::doubleValue)
                                        .average()
                                        .orElseThrow()));
    }

    @Test
    void maxima_are_those_of_a_plain_loop() throws Exception {
        requireSame(
                computed(Measure.MAXIMUM),
                expected(
                        values ->
                                values.stream()
                                        .mapToDouble(Double::doubleValue)
                                        .max()
                                        .orElseThrow()));
    }
}
