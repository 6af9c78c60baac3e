package com.nextbreakpoint.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecTextTest {
    private static String read(String value) {
        return SpecText.read("--job-spec", value, "FlinkJob").toString();
    }

    @Test
    void json_is_taken_as_it_is() {
        assertThat(read("{\"jobParallelism\": 1}")).isEqualTo("{\"jobParallelism\":1}");
    }

    @Test
    void yaml_is_taken_too() {
        assertThat(read("jobParallelism: 1")).isEqualTo("{\"jobParallelism\":1}");
    }

    @Test
    void a_file_holds_either(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("spec"), "# comment\nsavepoint:\n  a: 1\n");

        assertThat(read(file.toString())).isEqualTo("{\"savepoint\":{\"a\":1}}");
    }

    @Test
    void a_whole_resource_stands_for_its_spec() {
        assertThat(read("{\"kind\":\"FlinkJob\",\"spec\":{\"a\":1}}")).isEqualTo("{\"a\":1}");
    }

    @Test
    void a_resource_of_another_kind_is_refused() {
        assertThatThrownBy(() -> read("{\"kind\":\"Pod\",\"spec\":{}}"))
                .isInstanceOf(BadOption.class)
                .hasMessage("--job-spec must be a FlinkJob with a spec, not a Pod");
    }

    @Test
    void malformed_json_is_told_with_its_line() {
        assertThatThrownBy(() -> read("{\n\"a\": 1,\n\"b\" 2}"))
                .isInstanceOf(BadOption.class)
                .hasMessageStartingWith("--job-spec: line 3, column ");
    }

    @Test
    void malformed_yaml_is_told_with_its_line(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("spec"), "a: 1\nb: [1\nc: 2\n");

        assertThatThrownBy(() -> read(file.toString()))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("line 3");
    }

    @Test
    void a_member_given_twice_is_refused() {
        assertThatThrownBy(() -> read("{\"a\":1,\"a\":2}"))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("'a'");
    }

    @Test
    void a_second_document_is_refused(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("spec"), "a: 1\n---\nb: 1\n");

        assertThatThrownBy(() -> read(file.toString())).isInstanceOf(BadOption.class);
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThatThrownBy(() -> read("/none.json"))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("--job-spec names the file /none.json");
    }

    @Test
    void a_list_is_no_specification() {
        assertThatThrownBy(() -> read("- a: 1\n- b: 2"))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("must be an object");
    }
}
