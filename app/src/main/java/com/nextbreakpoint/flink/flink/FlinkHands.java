package com.nextbreakpoint.flink.flink;

import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Outcome;
import java.time.Duration;

/** Performs the actions that change something in Flink. All of them may be repeated. */
public final class FlinkHands {
    private final Duration limit;

    /**
     * @param limit of one action; what is not answered by then counts as failed
     */
    public FlinkHands(Duration limit) {
        this.limit = limit;
    }

    /** Throws IllegalArgumentException for an action that is Kubernetes' business. */
    public Outcome perform(Target target, Action action) {
        var flink = new RestFlinkClient(target, limit);
        try {
            switch (action) {
                case Action.CancelJob cancel -> flink.cancel(cancel.jobId());
                case Action.StopJob stop ->
                        flink.stop(stop.jobId(), stop.triggerId(), stop.targetDirectory());
                case Action.TriggerSavepoint savepoint ->
                        flink.triggerSavepoint(
                                savepoint.jobId(),
                                savepoint.triggerId(),
                                savepoint.targetDirectory());
                default -> throw new IllegalArgumentException(action.key() + " is not for Flink");
            }
            return Outcome.DONE;
        } catch (FlinkRefused refused) {
            return new Outcome.Refused(refused.getMessage());
        } catch (FlinkUnavailable silent) {
            return new Outcome.Failed(silent.getMessage());
        }
    }
}
