package com.nextbreakpoint.flink.probe;

import static com.nextbreakpoint.flink.probe.Asked.cutState;
import static com.nextbreakpoint.flink.probe.Asked.lines;
import static com.nextbreakpoint.flink.probe.Asked.state;
import static com.nextbreakpoint.flink.probe.Asked.withoutTimes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MainTest {
    @TempDir Path folder = Path.of("set by JUnit");

    private String found(int place, long id, String path) {
        return "found %d %d file:%s/%s".formatted(place, id, folder, path);
    }

    @Test
    void what_is_complete_is_told_the_newest_first() throws IOException {
        state(folder.resolve("chk-8"), 8);
        state(folder.resolve("chk-10"), 10);
        state(folder.resolve("savepoint-0123-9"), 9);
        state(folder.resolve("savepoint-0456-11"), 11);
        Files.createDirectories(folder.resolve("chk-11/inside"));
        Files.createDirectories(folder.resolve("shared"));
        Files.createFile(folder.resolve("chk-12"));
        state(folder.resolve("chk-new"), 13);

        assertThat(withoutTimes(lines("--directory=" + folder)))
                .containsExactly(
                        found(0, 11, "savepoint-0456-11"),
                        found(0, 10, "chk-10"),
                        found(0, 9, "savepoint-0123-9"),
                        "done 0");
    }

    @Test
    void the_time_is_that_of_the_metadata() throws IOException {
        var metadata = state(folder.resolve("chk-1"), 1).resolve("_metadata");
        Files.setLastModifiedTime(metadata, FileTime.fromMillis(1_700_000_000_000L));

        assertThat(lines("--directory=file://" + folder))
                .startsWith("found 0 1 1700000000000 file:%s/chk-1".formatted(folder));
    }

    @Test
    void the_newest_complete_checkpoint_is_enough_but_all_savepoints_count() throws IOException {
        for (int id = 1; id <= 5; id++) {
            state(folder.resolve("chk-" + id), id);
            state(folder.resolve("savepoint-" + id), 10 + id);
        }
        Files.writeString(folder.resolve("chk-5/_metadata"), "Ig");

        assertThat(lines("--directory=" + folder))
                .extracting(line -> line.replaceAll(".*/", ""))
                .containsExactly(
                        "savepoint-5",
                        "savepoint-4",
                        "savepoint-3",
                        "savepoint-2",
                        "savepoint-1",
                        "chk-4",
                        "done 0");
    }

    @Test
    void a_directory_may_hold_the_savepoints_of_years() throws IOException {
        for (int id = 1; id <= 500; id++) {
            state(folder.resolve("savepoint-%04d".formatted(500 - id)), id);
        }

        assertThat(withoutTimes(lines("--directory=" + folder)))
                .hasSize(501)
                .startsWith(found(0, 500, "savepoint-0000"), found(0, 499, "savepoint-0001"));
    }

    @Test
    void a_savepoint_that_is_none_of_flinks_is_a_problem() throws IOException {
        state(folder.resolve("savepoint-1"), 1);
        Files.createDirectories(folder.resolve("savepoint-2"));
        Files.writeString(folder.resolve("savepoint-2/_metadata"), "a file of another program");

        assertThat(lines("--directory=" + folder))
                .singleElement()
                .asString()
                .startsWith("problem 0 UnreadableState: ")
                .contains("savepoint-2/_metadata is none of Flink's");
    }

    @Test
    void what_is_not_there_is_no_problem() {
        assertThat(lines("--directory=" + folder + "/none", "--state=" + folder + "/none/chk-1"))
                .containsExactly("done 0", "done 1");
    }

    @Test
    void what_was_not_written_to_its_end_is_not_there() throws IOException {
        Files.createDirectories(folder.resolve("chk-1"));
        Files.write(folder.resolve("chk-1/_metadata"), new byte[] {0x49, 0x60, 0x67, 0x2d, 0});

        assertThat(lines("--directory=" + folder, "--state=" + folder + "/chk-1"))
                .containsExactly("done 0", "done 1");
    }

    @Test
    void what_was_cut_hides_nothing_that_is_older() throws IOException {
        cutState(folder.resolve("savepoint-12"), 12);
        cutState(folder.resolve("chk-11"), 11);
        state(folder.resolve("savepoint-10"), 10);
        cutState(folder.resolve("chk-9"), 9);
        state(folder.resolve("chk-8"), 8);

        assertThat(withoutTimes(lines("--directory=" + folder)))
                .containsExactly(found(0, 10, "savepoint-10"), found(0, 8, "chk-8"), "done 0");
        assertThat(lines("--state=" + folder + "/chk-11")).containsExactly("done 0");
    }

    @Test
    void what_is_none_of_flinks_is_a_problem_of_its_place_only() throws IOException {
        Files.createDirectories(folder.resolve("a/chk-1"));
        Files.writeString(folder.resolve("a/chk-1/_metadata"), "a file of another program");
        state(folder.resolve("b/chk-2"), 2);

        assertThat(
                        withoutTimes(
                                lines(
                                        "--directory=" + folder + "/a",
                                        "--directory=" + folder + "/b")))
                .containsExactly(
                        "problem 0 UnreadableState: file:%s/a/chk-1/_metadata is none of Flink's: it begins with 0x61206669"
                                .formatted(folder),
                        found(1, 2, "b/chk-2"),
                        "done 1");
    }

    @Test
    void a_state_is_named_by_its_directory_or_its_metadata() throws IOException {
        state(folder.resolve("any name"), 77);

        assertThat(
                        withoutTimes(
                                lines(
                                        "--state=file:" + folder + "/any name",
                                        "--state=" + folder + "/any name/_metadata")))
                .containsExactly(
                        found(0, 77, "any name"), "done 0", found(1, 77, "any name"), "done 1");
    }

    @Test
    void a_target_is_as_it_was_after_the_trial() throws IOException {
        Files.createDirectories(folder.resolve("there"));

        assertThat(lines("--target=" + folder + "/there", "--target=" + folder + "/new/deep"))
                .containsExactly("done 0", "done 1");
        try (Stream<Path> left = Files.walk(folder)) {
            assertThat(left).containsExactly(folder, folder.resolve("there"));
        }
    }

    @Test
    void a_target_that_cannot_be_written_is_a_problem() throws IOException {
        Files.createFile(folder.resolve("file"));

        assertThat(lines("--target=" + folder + "/file/below", "--target=" + folder + "/file"))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("problem 0 "),
                        line -> assertThat(line).startsWith("problem 1 "));
        assertThat(folder.resolve("file")).isEmptyFile();
    }

    @Test
    void a_scheme_without_a_plugin_is_a_problem_of_its_places() {
        assertThat(lines("--directory=s3://bucket/cp", "--directory=" + folder))
                .satisfiesExactly(
                        line ->
                                assertThat(line)
                                        .startsWith(
                                                "problem 0 UnsupportedFileSystemSchemeException"),
                        line -> assertThat(line).isEqualTo("done 1"));
    }

    @Test
    void a_storage_that_hangs_hides_only_what_was_not_looked_at() throws Exception {
        state(folder.resolve("good/chk-1"), 1);
        Files.createDirectories(folder.resolve("hung/chk-1"));
        var pipe = folder.resolve("hung/chk-1/_metadata").toString();
        assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
        var places =
                new String[] {
                    "--directory=" + folder + "/good",
                    "--directory=" + folder + "/hung",
                    "--state=" + folder + "/good/chk-1"
                };

        assertThat(withoutTimes(lines(1500, places)))
                .containsExactly(
                        found(0, 1, "good/chk-1"),
                        "done 0",
                        "problem 1 the storage did not answer within 1 s",
                        "problem 2 the storage did not answer within 1 s");

        lines(200, places);
        lines(200, places);
        assertThat(lines(200, places))
                .contains("problem 0 the storage hangs: 3 earlier looks into it have not ended");
        release(pipe);
        assertThat(lines("--directory=" + folder + "/good")).hasSize(2);
    }

    @Test
    void a_storage_that_can_be_interrupted_is_said_to_hang_and_leaves_no_thread() {
        for (int i = 0; i < 5; i++) {
            assertThat(lines(100, "--target=hung://server/sp"))
                    .containsExactly("problem 0 the storage did not answer within 1 s");
        }
    }

    /** Whoever waits to read finds the end; opened so, nobody waits for a reader. */
    private static void release(String pipe) throws Exception {
        while (Main.hung() > 0) {
            new RandomAccessFile(pipe, "rw").close();
        }
    }

    @Test
    void an_unknown_argument_is_refused() {
        assertThatThrownBy(() -> Main.main(new String[] {"--folder=x"}))
                .hasMessage("The storage probe knows no --folder=x");
    }
}
