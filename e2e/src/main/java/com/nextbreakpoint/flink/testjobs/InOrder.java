package com.nextbreakpoint.flink.testjobs;

import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Throws when a number is not the one after the last of its key, where key = number modulo {@link
 * #KEYS}.
 *
 * <p>So a job that lost state, or that counts a number twice, cannot run on.
 */
final class InOrder extends KeyedProcessFunction<Long, Long, Long> implements CheckpointedFunction {
    private static final long serialVersionUID = 1;

    /** Enough that a change of the parallelism moves state from task to task. */
    static final long KEYS = 16;

    @SuppressWarnings("NullAway.Init") // Flink calls initializeState before anything else
    private transient ValueState<Long> last;

    @Override
    public void initializeState(FunctionInitializationContext context) {
        last =
                context.getKeyedStateStore()
                        .getState(new ValueStateDescriptor<>("last", Types.LONG));
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {}

    @Override
    public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
        Long before = last.value();
        if (before == null ? number > KEYS : number != before + KEYS) {
            throw new IllegalStateException(
                    "Number " + number + " came, after " + before + " of its key");
        }
        last.update(number);
        out.collect(number);
    }
}
