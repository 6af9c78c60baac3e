package com.nextbreakpoint.flink.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Measures, and prints what was measured; {@code dev/bench.sh} runs it. */
@Tag("bench")
class ManyClustersTest {
    @Test
    void one_operator_with_many_clusters() throws IOException {
        var plan = Plan.ofProperties();
        try (var bench = new Bench(plan)) {
            new Campaign(bench).run();
            var text = bench.table().text(plan, bench.operator().limit());
            Files.writeString(plan.folder().resolve("table.md"), text);
            System.out.println(text);
            assertThat(bench.table().unmeasured()).isEmpty();
        }
    }
}
