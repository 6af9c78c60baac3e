package com.nextbreakpoint.flink.jobs;

import java.time.Duration;
import org.apache.flink.streaming.api.functions.sink.filesystem.PartFileInfo;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.CheckpointRollingPolicy;

/**
 * When a file of results is closed: at every checkpoint, when it has been open for long, and when
 * nothing comes.
 *
 * <p>At every checkpoint, because a file that stays open across one cannot be continued from an
 * older savepoint once it has been finished: the job could not start.
 */
final class Rolling extends CheckpointRollingPolicy<String, String> {
    private static final long serialVersionUID = 1;

    private final long rollover;
    private final long inactivity;

    Rolling(Duration rollover, Duration inactivity) {
        this.rollover = rollover.toMillis();
        this.inactivity = inactivity.toMillis();
    }

    @Override
    public boolean shouldRollOnEvent(PartFileInfo<String> file, String line) {
        return false;
    }

    @Override
    public boolean shouldRollOnProcessingTime(PartFileInfo<String> file, long now) {
        return now - file.getCreationTime() >= rollover
                || now - file.getLastUpdateTime() >= inactivity;
    }
}
