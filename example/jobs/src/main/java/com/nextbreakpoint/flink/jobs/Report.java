package com.nextbreakpoint.flink.jobs;

import java.time.Instant;
import java.util.Locale;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/**
 * Writes the result of each window as one line of JSON.
 *
 * <p>Each sensor's results are numbered from 1 on, in the state of the sensor: so a reader of the
 * files sees whether any is missing or doubled, also across stops and failures.
 */
final class Report extends ProcessWindowFunction<Partial, String, String, TimeWindow> {
    private static final long serialVersionUID = 1;

    private static final ValueStateDescriptor<Long> RESULTS =
            new ValueStateDescriptor<>("results", Types.LONG);

    private final Measure measure;

    Report(Measure measure) {
        this.measure = measure;
    }

    @Override
    public void process(
            String sensor, Context context, Iterable<Partial> partials, Collector<String> out)
            throws Exception {
        ValueState<Long> results = context.globalState().getState(RESULTS);
        Long before = results.value();
        long number = before == null ? 1 : before + 1;
        results.update(number);
        for (Partial partial : partials) {
            out.collect(line(sensor, number, context.window(), partial));
        }
    }

    private String line(String sensor, long number, TimeWindow window, Partial partial) {
        return String.format(
                Locale.ROOT,
                "{\"sensor\":\"%s\",\"number\":%d,\"from\":\"%s\",\"to\":\"%s\",\"%s\":%.3f,\"readings\":%d}",
                sensor,
                number,
                Instant.ofEpochMilli(window.getStart()),
                Instant.ofEpochMilli(window.getEnd()),
                measure.name().toLowerCase(Locale.ROOT),
                measure.value(partial.combined, partial.readings),
                partial.readings);
    }
}
