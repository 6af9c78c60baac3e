package com.nextbreakpoint.flink.probe;

import static com.nextbreakpoint.flink.probe.Asked.cutState;
import static com.nextbreakpoint.flink.probe.Asked.lines;
import static com.nextbreakpoint.flink.probe.Asked.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file that begins well may still be. */
class ContentTest {
    @TempDir Path folder = Path.of("set by JUnit");

    private Path overwritten(int at, int... bytes) throws IOException {
        var directory = state(folder.resolve("chk-7"), 7);
        try (var file = new RandomAccessFile(directory + "/_metadata", "rw")) {
            file.seek(at);
            for (int one : bytes) {
                file.write(one);
            }
        }
        return directory;
    }

    @Test
    void a_path_that_somebody_names_holds_nothing_when_flink_cannot_read_it() throws IOException {
        state(folder.resolve("foreign"), 1);
        Files.writeString(folder.resolve("foreign/_metadata"), "a file of another program");
        var future = overwritten(7, 99);

        assertThat(lines("--state=" + folder + "/foreign", "--state=" + future))
                .containsExactly("done 0", "done 1");
    }

    @Test
    void the_newest_of_a_directory_that_flink_cannot_read_is_a_problem() throws IOException {
        state(folder.resolve("chk-6"), 6);
        var future = overwritten(7, 99);

        assertThat(lines("--directory=" + folder))
                .containsExactly(
                        "problem 0 UnreadableState: file:%s/_metadata is no state for this Flink:"
                                        .formatted(future)
                                + " IllegalArgumentException: Unrecognized checkpoint version"
                                + " number: 99");
    }

    @Test
    void zeros_at_the_end_as_a_crash_of_the_machine_leaves_them_are_no_state() throws IOException {
        var file = state(folder.resolve("chk-7"), 7).resolve("_metadata");
        var bytes = Files.readAllBytes(file);
        for (int length = 16; length < bytes.length; length++) {
            Files.write(file, Arrays.copyOf(Arrays.copyOf(bytes, length), bytes.length));

            assertThat(lines("--state=" + file)).as("%s", length).containsExactly("done 0");
        }
    }

    @Test
    void a_file_that_is_too_long_for_a_look_is_trusted_by_its_head() throws IOException {
        var file = cutState(folder.resolve("chk-7"), 7).resolve("_metadata");
        try (var all = new RandomAccessFile(file.toFile(), "rw")) {
            all.setLength(Content.LONGEST + 1);
        }

        assertThat(lines("--state=" + file)).hasSize(2);
    }

    @Test
    void a_storage_that_breaks_off_says_nothing_of_the_file() throws IOException {
        for (var failure : new IOException[] {new IOException("reset"), new EOFException()}) {
            assertThatThrownBy(() -> Content.isWhole(anyPath(), beginning(new Broken(failure))))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageStartingWith("reading broke off: ")
                    .hasCause(failure);
        }
    }

    @Test
    void a_look_that_is_over_reads_no_further() throws IOException {
        Thread.currentThread().interrupt();

        assertThatThrownBy(
                        () -> Content.isWhole(anyPath(), beginning(InputStream.nullInputStream())))
                .hasCauseInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static final class Broken extends InputStream {
        private final IOException failure;

        Broken(IOException failure) {
            this.failure = failure;
        }

        @Override
        public int read() throws IOException {
            throw failure;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            throw failure;
        }
    }

    private org.apache.flink.core.fs.Path anyPath() {
        return new org.apache.flink.core.fs.Path(folder + "/any/_metadata");
    }

    private Bytes beginning(InputStream rest) throws IOException {
        var file = cutState(folder.resolve("any"), 1).resolve("_metadata");
        return new Bytes(
                new SequenceInputStream(new ByteArrayInputStream(Files.readAllBytes(file)), rest));
    }

    @Test
    void of_a_flink_that_reads_in_another_way_the_heads_are_enough() throws Exception {
        cutState(folder.resolve("chk-7"), 7);
        var main = new OtherFlink().loadClass(Main.class.getName());
        var args = new String[] {"--nonce=0a1b", "--state=" + folder + "/chk-7"};

        assertThatThrownBy(() -> main.getMethod("main", String[].class).invoke(null, (Object) args))
                .cause()
                .satisfies(
                        answer ->
                                assertThat(Asked.read(String.valueOf(answer.getMessage())))
                                        .hasSize(2));
    }

    /** Has what the probe needs, but for the class that reads states. */
    private static final class OtherFlink extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.endsWith(".Checkpoints")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith(Main.class.getPackageName())) {
                return super.loadClass(name, resolve);
            }
            try (var in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                var bytes = in == null ? new byte[0] : in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException broken) {
                throw new ClassNotFoundException(name, broken);
            }
        }
    }
}
