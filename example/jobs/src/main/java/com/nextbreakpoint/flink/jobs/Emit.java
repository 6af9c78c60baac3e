package com.nextbreakpoint.flink.jobs;

import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * Turns numbers 1, 2, 3… into readings, each at its time.
 *
 * <p>The moment of the first reading belongs to the state. So a restored job repeats the very same
 * readings, and sends without delay those that fell due while it was away, as a queue would.
 */
final class Emit implements MapFunction<Long, Reading>, CheckpointedFunction {
    private static final long serialVersionUID = 1;

    private final Sensors sensors;
    private long origin;

    @SuppressWarnings("NullAway.Init") // Flink calls initializeState before anything else
    private transient ListState<Long> state;

    Emit(Sensors sensors) {
        this.sensors = sensors;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        state =
                context.getOperatorStateStore()
                        .getListState(new ListStateDescriptor<>("origin", Types.LONG));
        origin = System.currentTimeMillis();
        for (long restored : state.get()) {
            origin = restored;
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        state.update(List.of(origin));
    }

    @Override
    public Reading map(Long number) throws InterruptedException {
        long wait = sensors.arrival(number - 1, origin) - System.currentTimeMillis();
        if (wait > 0) {
            Thread.sleep(wait);
        }
        return sensors.reading(number - 1, origin);
    }
}
