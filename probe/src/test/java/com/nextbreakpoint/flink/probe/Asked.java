package com.nextbreakpoint.flink.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointProperties;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;

/** Runs the probe as Flink would, and reads what it answers. */
final class Asked {
    private static final Pattern MARKED = Pattern.compile("\\[storage-probe 0a1b ([\\w=-]+) ]");

    private Asked() {}

    /** The lines of the answer, with paths as they are. */
    static List<String> lines(String... places) {
        return lines(20_000, places);
    }

    static List<String> lines(long deadlineMillis, String... places) {
        var deadline = "--deadline-ms=" + deadlineMillis;
        var args = Stream.concat(Stream.of(deadline, "--nonce=0a1b"), Stream.of(places));
        var answer =
                catchThrowableOfType(Answered.class, () -> Main.main(args.toArray(String[]::new)));
        assertThat(answer).hasMessageStartingWith("This is the answer").hasNoCause();
        assertThat(answer.getStackTrace()).isEmpty();
        return read(String.valueOf(answer.getMessage()));
    }

    static List<String> read(String message) {
        var marked = MARKED.matcher(message);
        assertThat(marked.find()).as(message).isTrue();
        var text = new String(Base64.getUrlDecoder().decode(marked.group(1)), UTF_8);
        return text.lines().map(line -> URLDecoder.decode(line, UTF_8)).toList();
    }

    /** The line of a finding without its time. */
    static List<String> withoutTimes(List<String> lines) {
        return lines.stream().map(line -> line.replaceAll("(found \\d+ \\d+) \\d+", "$1")).toList();
    }

    /** Of a job that keeps nothing, but whole. */
    static Path state(Path directory, long id) throws IOException {
        Files.createDirectories(directory);
        var kind = CheckpointProperties.forSavepoint(false, SavepointFormatType.CANONICAL);
        var metadata = new CheckpointMetadata(id, List.of(), List.of(), kind);
        try (var out = Files.newOutputStream(directory.resolve("_metadata"))) {
            Checkpoints.storeCheckpointMetadata(metadata, out);
        }
        return directory;
    }

    /** As a JobManager leaves it that dies while it writes. */
    static Path cutState(Path directory, long id) throws IOException {
        var metadata = state(directory, id).resolve("_metadata");
        var bytes = Files.readAllBytes(metadata);
        Files.write(metadata, Arrays.copyOf(bytes, bytes.length - 1));
        return directory;
    }
}
