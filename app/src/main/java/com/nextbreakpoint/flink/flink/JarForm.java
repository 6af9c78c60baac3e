package com.nextbreakpoint.flink.flink;

import com.nextbreakpoint.flink.flink.FlinkUnavailable.Reach;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** A JAR in the form in which browsers, and Flink, want files. */
record JarForm(BodyPublisher jar, String name, String boundary) {
    static JarForm of(Path jar, String name) {
        try {
            return of(BodyPublishers.ofFile(jar), name);
        } catch (FileNotFoundException missing) {
            throw new FlinkUnavailable(Reach.UNSENT, "there is no file " + jar);
        }
    }

    static JarForm of(byte[] jar, String name) {
        return of(BodyPublishers.ofByteArray(jar), name);
    }

    private static JarForm of(BodyPublisher jar, String name) {
        return new JarForm(jar, name, "jar-" + UUID.randomUUID());
    }

    String type() {
        return "multipart/form-data; boundary=" + boundary;
    }

    BodyPublisher body() {
        var head =
                List.of(
                        "--" + boundary,
                        "Content-Disposition: form-data; name=\"jarfile\"; filename=\""
                                + name
                                + "\"",
                        "Content-Type: application/x-java-archive",
                        "",
                        "");
        var tail = List.of("", "--" + boundary + "--", "");
        return BodyPublishers.concat(
                BodyPublishers.ofString(String.join("\r\n", head)),
                jar,
                BodyPublishers.ofString(String.join("\r\n", tail)));
    }
}
