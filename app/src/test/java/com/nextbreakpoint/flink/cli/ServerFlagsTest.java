package com.nextbreakpoint.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ServerFlagsTest {
    @Test
    void what_is_told_of_supervision_holds_for_clusters_without_a_setting_of_their_own() {
        var flags = new ServerFlags();
        new CommandLine(new Told(flags)).parseArgs("--task-timeout=180", "--polling-interval=7");
        var tuning = flags.options().tuning();
        assertThat(tuning.taskTimeout()).hasSeconds(180);
        assertThat(tuning.pollingInterval()).hasSeconds(7);
    }

    @CommandLine.Command
    private record Told(@CommandLine.Mixin ServerFlags flags) {}
}
