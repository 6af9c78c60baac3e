package com.nextbreakpoint.flink.testjobs;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/** Throws before the first number. */
final class FailAtStart implements MapFunction<Long, Long>, CheckpointedFunction {
    private static final long serialVersionUID = 1;

    private final String message;

    FailAtStart(String message) {
        this.message = message;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        throw new IllegalStateException(message);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {}

    @Override
    public Long map(Long number) {
        return number;
    }
}
