package com.nextbreakpoint.flink.bootstrap;

import com.nextbreakpoint.flink.flink.FlinkClient.JarRun;
import com.nextbreakpoint.flink.flink.Target;
import com.nextbreakpoint.flink.flink.fake.FakeFlink;
import com.nextbreakpoint.flink.flink.fake.FlinkVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A start with short patience, against a fake of one version. */
abstract class BootstrapFixture {
    static final String JOB = "0123456789abcdef0123456789abcdef";
    static final String MAIN = "com.example.Main";
    private static final Retries SHORT =
            new Retries(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(20));

    final FakeFlink fake;
    @TempDir Path folder = Path.of("replaced");
    Path jar = folder;
    Path log = folder;
    Target target;
    @Nullable String savepointPath;
    @Nullable String jobId = JOB;
    @Nullable String process;
    boolean dryRun;

    BootstrapFixture(FlinkVersion version) {
        fake = FakeFlink.start(version);
        target = fake.target();
    }

    @BeforeEach
    void write_files() throws IOException {
        jar = Files.writeString(folder.resolve("jobs.jar"), "not looked into");
        log = Files.writeString(folder.resolve("termination-log"), "");
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    BootstrapReport run() {
        var run =
                new JarRun(
                        MAIN,
                        List.of("--name", "two words", "", "a\"b'c,d$e"),
                        2,
                        savepointPath,
                        false,
                        jobId);
        var options = new BootstrapOptions(target, jar, run, process, dryRun, log);
        return Bootstrap.run(options, SHORT);
    }
}
