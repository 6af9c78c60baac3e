package com.nextbreakpoint.flink.testjobs;

import java.time.Duration;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.jspecify.annotations.Nullable;

/** Takes a while for every snapshot, and then throws when there is a message to throw. */
final class OnSnapshot implements MapFunction<Long, Long>, CheckpointedFunction {
    private static final long serialVersionUID = 1;

    private final Duration delay;
    private final @Nullable String message;

    OnSnapshot(Duration delay, @Nullable String message) {
        this.delay = delay;
        this.message = message;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {}

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws InterruptedException {
        Thread.sleep(delay.toMillis());
        if (message != null) {
            throw new IllegalStateException(message);
        }
    }

    @Override
    public Long map(Long number) {
        return number;
    }
}
