package com.nextbreakpoint.flink.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

/** What hides behind settings that no user has is tried with those that all users have. */
class FlinkPropertiesTest {
    @Test
    void each_changed_setting_names_a_test_that_runs_with_flinks_default() {
        assertThat(FlinkProperties.changed())
                .isNotEmpty()
                .allSatisfy(
                        one -> {
                            assertThat(one.path("default").asText()).isNotEmpty();
                            assertThat(one.path("decides").asText()).isNotEmpty();
                            assertThat(one.path("defaultIn")).isNotEmpty();
                            for (var test : one.path("defaultIn")) {
                                var name = getClass().getPackageName() + "." + test.asText();
                                assertThatCode(() -> Class.forName(name))
                                        .doesNotThrowAnyException();
                            }
                        });
    }

    @Test
    void the_defaults_hold_none_of_the_changed_settings() {
        var defaults = FlinkProperties.defaults();
        assertThat(defaults).contains("execution.checkpointing.dir: s3p://");
        assertThat(FlinkProperties.changed())
                .noneMatch(one -> defaults.contains(one.path("setting").asText()));
        assertThat(FlinkProperties.quick())
                .startsWith(defaults)
                .contains("heartbeat.timeout: 5000");
    }
}
