package com.nextbreakpoint.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class OutputTest {
    private static final String STATUS =
            "{\"status\":\"OK\",\"output\":\"{\\\"supervisorStatus\\\":\\\"Started\\\",\\\"digest\\\":{\\\"a\\\":1}}\"}";
    private static final String NAMES =
            "{\"status\":\"OK\",\"output\":\"[\\\"demo\\\",\\\"other\\\"]\"}";

    private static String printed(String body, String format) throws IOException {
        try (var control = new FakeControl(200, body)) {
            return Run.of("clusters", "list", "--output=" + format, control.port()).out();
        }
    }

    @Test
    void the_envelope_is_passed_on_as_it_came() throws IOException {
        assertThat(printed(STATUS, "envelope")).isEqualToIgnoringNewLines(STATUS);
    }

    @Test
    void json_is_the_data_alone() throws IOException {
        assertThat(printed(STATUS, "json"))
                .isEqualToIgnoringWhitespace(
                        "{\"supervisorStatus\":\"Started\",\"digest\":{\"a\":1}}");
    }

    @Test
    void yaml_is_the_data_alone() throws IOException {
        assertThat(printed(STATUS, "yaml"))
                .isEqualTo("supervisorStatus: Started\ndigest:\n  a: 1\n");
    }

    @Test
    void a_table_of_names_has_one_column() throws IOException {
        assertThat(printed(NAMES, "table").lines()).containsExactly("NAME", "demo", "other");
    }

    @Test
    void a_table_of_an_object_has_its_paths() throws IOException {
        assertThat(printed(STATUS, "table").lines())
                .containsExactly(
                        "FIELD              VALUE",
                        "supervisorStatus   Started",
                        "digest.a           1");
    }

    @Test
    void a_table_of_objects_has_a_column_for_each_plain_member() throws IOException {
        var body =
                "{\"status\":\"OK\",\"output\":\"[{\\\"id\\\":\\\"a\\\",\\\"freeSlots\\\":2,\\\"x\\\":{}}]\"}";

        assertThat(printed(body, "table").lines()).containsExactly("ID   FREE-SLOTS", "a    2");
    }
}
