package com.nextbreakpoint.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeapGuardTest {
    /**
     * Keeps so many pieces of 100 kB, one each millisecond, then makes as many that it does not
     * keep.
     */
    static final class Program {
        public static void main(String[] args) throws InterruptedException {
            HeapGuard.watch();
            var kept = new ArrayList<byte[]>();
            for (int i = 0; i < Integer.parseInt(args[0]); i++) {
                kept.add(new byte[100_000]);
                Thread.sleep(1);
            }
            var made = 0L;
            for (int i = 0; i < 5_000; i++) {
                made += new byte[100_000].length;
            }
            System.out.println(kept.size() + " kept, " + made + " made");
        }
    }

    private record Ended(int code, String out) {}

    private static Ended run(int pieces) throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process =
                new ProcessBuilder(
                                java,
                                "-Xmx32m",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Program.class.getName(),
                                String.valueOf(pieces))
                        .redirectErrorStream(true)
                        .start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), out);
    }

    @Test
    void a_process_whose_heap_is_exhausted_ends_and_says_so()
            throws IOException, InterruptedException {
        var ended = run(1000);
        assertThat(ended.code()).describedAs(ended.out()).isEqualTo(HeapGuard.EXHAUSTED);
        assertThat(ended.out()).contains("the heap of", "give the container more memory");
    }

    @Test
    void one_that_makes_much_garbage_goes_on() throws IOException, InterruptedException {
        var ended = run(100);
        assertThat(ended.out()).contains("100 kept");
        assertThat(ended.code()).isZero();
    }

    @Test
    void garbage_is_let_be_up_to_half_of_what_is_in_use_and_some_megabytes() {
        assertThat(HeapGuard.isUntidy(37 << 20, 20 << 20)).isFalse();
        assertThat(HeapGuard.isUntidy(39 << 20, 20 << 20)).isTrue();
        assertThat(HeapGuard.isUntidy(7 << 20, 0)).as("never collected").isFalse();
    }
}
