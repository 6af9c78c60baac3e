package com.nextbreakpoint.flink.e2e.crash;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lines of a request before its body. */
record HttpHead(List<String> lines) {
    private static final int END = 0x0d0a0d0a;

    static HttpHead read(InputStream input) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int last = 0; last != END; ) {
            int next = input.read();
            if (next < 0) throw new EOFException("the client has hung up");
            bytes.write(next);
            last = last << 8 | next;
        }
        return new HttpHead(Arrays.asList(bytes.toString(ISO_8859_1).strip().split("\r\n")));
    }

    String method() {
        return lines.getFirst().substring(0, lines.getFirst().indexOf(' '));
    }

    String path() {
        var line = lines.getFirst();
        return line.substring(line.indexOf(' ') + 1, line.lastIndexOf(' '));
    }

    boolean isWatch() {
        return path().contains("watch=true");
    }

    private String header(String name) {
        var prefix = name.toLowerCase(Locale.ROOT) + ":";
        return lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .findFirst()
                .orElse("");
    }

    byte[] body(InputStream input) throws IOException {
        var length = header("content-length");
        return length.isEmpty() ? new byte[0] : input.readNBytes(Integer.parseInt(length));
    }

    /** For a connection that serves this request only. */
    byte[] forwarded() {
        var kept =
                lines.stream()
                        .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith("connection:"));
        return Stream.concat(kept, Stream.of("Connection: close"))
                .collect(Collectors.joining("\r\n", "", "\r\n\r\n"))
                .getBytes(ISO_8859_1);
    }
}
