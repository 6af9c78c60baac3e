package com.nextbreakpoint.flink.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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

    static Path state(Path directory, long id) throws IOException {
        Files.createDirectories(directory);
        try (var out =
                new DataOutputStream(Files.newOutputStream(directory.resolve("_metadata")))) {
            out.writeInt(0x4960672d);
            out.writeInt(4);
            out.writeLong(id);
            out.writeUTF("and so on");
        }
        return directory;
    }
}
