package com.nextbreakpoint.flink.testjobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyTest {
    @TempDir Path folder = Path.of("set by JUnit");

    @Test
    void each_number_once_is_right_in_whatever_order_and_file() {
        var verify =
                Verify.of(
                        Map.of(
                                "out/2026/part-1",
                                "2\n4\n1\n",
                                "out/2026/part-2",
                                "3\n",
                                "out/part-3",
                                ""));
        assertThat(verify.requireExactlyOnce().count).isEqualTo(4);
        assertThat(verify).hasToString("4 numbers up to 4, 0 missing, 0 doubled");
    }

    @Test
    void a_gap_is_found() {
        var verify = Verify.of(Map.of("part-1", "1\n2\n5\n"));
        assertThat(verify.missing).isEqualTo(2);
        assertThatThrownBy(verify::requireExactlyOnce)
                .isInstanceOf(AssertionError.class)
                .hasMessage("3 numbers up to 5, 2 missing, 0 doubled: nothing between 2 and 5");
        assertThatThrownBy(verify::requireNothingMissing).isInstanceOf(AssertionError.class);
    }

    @Test
    void a_start_after_1_is_a_gap() {
        assertThatThrownBy(() -> Verify.of(Map.of("part-1", "2\n3\n")).requireExactlyOnce())
                .hasMessageContaining("nothing between 0 and 2");
    }

    @Test
    void a_duplicate_is_found_across_files() {
        var verify = Verify.of(Map.of("part-1", "1\n2\n", "part-2", "2\n3\n"));
        assertThat(verify.doubled).isEqualTo(1);
        assertThatThrownBy(verify::requireExactlyOnce)
                .hasMessage("3 numbers up to 3, 0 missing, 1 doubled: 2 is doubled");
        assertThat(verify.requireNothingMissing().count).isEqualTo(3);
    }

    @Test
    void leftovers_of_a_crash_do_not_count() {
        var verify =
                Verify.of(
                        Map.of(
                                "out/part-1", "1\n2\n",
                                "out/.part-2.inprogress.1f", "2\n3\nx",
                                "out/_part-2_tmp_1f", "9\n"));
        assertThat(verify.requireExactlyOnce().last).isEqualTo(2);
    }

    @Test
    void nothing_at_all_is_not_right() {
        assertThatThrownBy(() -> Verify.of(Map.of()).requireExactlyOnce())
                .isInstanceOf(AssertionError.class)
                .hasMessage("0 numbers up to 0, 0 missing, 0 doubled");
    }

    @Test
    void a_line_that_is_cut_off_is_told_with_its_file() {
        assertThatThrownBy(() -> Verify.of(Map.of("part-1", "1\n\n2\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("part-1 has a line that is not a number from 1 on: \"\"");
    }

    @Test
    void a_folder_is_read_with_the_folders_in_it() throws IOException {
        var hour = Files.createDirectories(folder.resolve("2026-01-01--00"));
        Files.writeString(hour.resolve("part-1"), "1\n2\n");
        Files.writeString(hour.resolve(".part-2.inprogress"), "7\n");
        Files.writeString(folder.resolve("part-3"), "3\n");
        assertThat(Verify.of(folder).requireExactlyOnce().count).isEqualTo(3);
    }
}
