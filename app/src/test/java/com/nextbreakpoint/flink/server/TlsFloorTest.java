package com.nextbreakpoint.flink.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.tls.TestStores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFloorTest {
    @Test
    void tls_before_1_2_is_refused_where_java_itself_would_speak_it(@TempDir Path folder)
            throws Exception {
        var make = new TestStores(folder);
        var keys = make.keys("api", "PKCS12");
        var trust = make.trust("client", keys);
        var without = Files.writeString(folder.resolve("floor"), "jdk.tls.disabledAlgorithms=\n");

        assertThat(floor(without, keys.path(), trust.path()).lines())
                .containsExactly(
                        "TLSv1 control refuses",
                        "TLSv1 another speaks TLSv1",
                        "TLSv1.1 control refuses",
                        "TLSv1.1 another speaks TLSv1.1",
                        "TLSv1.2 control speaks TLSv1.2",
                        "TLSv1.2 another speaks TLSv1.2",
                        "TLSv1.3 control speaks TLSv1.3",
                        "TLSv1.3 another speaks TLSv1.3");
    }

    private static String floor(Path properties, Path keys, Path trust)
            throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-Djava.security.properties=" + properties,
                                "-cp",
                                System.getProperty("java.class.path"),
                                TlsFloor.class.getName(),
                                keys.toString(),
                                trust.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var output = process.getInputStream()) {
            var said = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return said;
        }
    }
}
