package com.nextbreakpoint.flink.api;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * When an ended job is started again by itself.
 *
 * @param restartPolicy which ended jobs are started again: none (Never), those that failed
 *     (OnlyIfFailed), or all (Always)
 * @param restartDelay seconds before the first automatic restart, doubled after each failed one up
 *     to maxRestartDelay
 * @param maxRestartDelay longest delay in seconds, 10 times restartDelay if absent
 * @param maxRestarts automatic restarts without a healthy period in between, unlimited if absent; a
 *     healthy period lasts 10 times restartDelay, at least 60 seconds
 * @param restartTimeout seconds that a start may take from the moment its slots are there;
 *     restoring state does not count
 * @param onUnknownState what a start does when the storage does not tell which state is the newest:
 *     wait for it or for the user (Wait), or begin from the newest that is known (RestoreKnown)
 */
@RecordBuilder
@Schema.Rule(
        value = "!has(self.maxRestartDelay) || self.restartDelay <= self.maxRestartDelay",
        message = "maxRestartDelay must not be smaller than restartDelay: correct one of them")
public record RestartSpec(
        @Schema.Field(byDefault = "Never") RestartPolicy restartPolicy,
        @Schema.Field(byDefault = "60", min = 0, max = Schema.YEAR) Integer restartDelay,
        @Schema.Field(min = 0, max = Schema.YEAR) @Nullable Integer maxRestartDelay,
        @Schema.Field(min = 0, max = Integer.MAX_VALUE) @Nullable Integer maxRestarts,
        @Schema.Field(byDefault = "180", min = 1, max = Schema.YEAR) Integer restartTimeout,
        @Schema.Field(byDefault = "Wait") OnUnknownState onUnknownState)
        implements RestartSpecBuilder.With {
    public RestartSpec {
        restartPolicy = Fill.or(restartPolicy, RestartPolicy.Never);
        restartDelay = Fill.or(restartDelay, 60);
        restartTimeout = Fill.or(restartTimeout, 180);
        onUnknownState = Fill.or(onUnknownState, OnUnknownState.Wait);
    }
}
