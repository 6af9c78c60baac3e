package com.nextbreakpoint.flink.e2e.bench;

import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The control groups with the limits of the operator's container, as a kubelet sets them. */
final class Cage {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final String NAME = "toolbox-bench";
    private static final long PERIOD_MICROS = 100_000;

    private final List<Path> groups;

    /**
     * Makes them.
     *
     * @param limits of cpu and memory, as in a container's resources
     */
    Cage(Map<String, Quantity> limits) {
        long memory = amount(limits, "memory").longValueExact();
        long quota =
                amount(limits, "cpu").multiply(BigDecimal.valueOf(PERIOD_MICROS)).longValueExact();
        try {
            this.groups =
                    Files.exists(ROOT.resolve("cgroup.controllers"))
                            ? List.of(unified(memory, quota))
                            : List.of(memory(memory), cpu(quota));
        } catch (IOException failure) {
            throw new UncheckedIOException("the limits could not be set", failure);
        }
    }

    private static BigDecimal amount(Map<String, Quantity> limits, String resource) {
        return Objects.requireNonNull(limits.get(resource), resource).getNumericalAmount();
    }

    private static Path unified(long memory, long quota) throws IOException {
        var group = Files.createDirectories(ROOT.resolve(NAME));
        Files.writeString(group.resolve("memory.max"), String.valueOf(memory));
        Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
        return group;
    }

    private static Path memory(long bytes) throws IOException {
        var group = Files.createDirectories(ROOT.resolve("memory").resolve(NAME));
        Files.writeString(group.resolve("memory.limit_in_bytes"), String.valueOf(bytes));
        return group;
    }

    private static Path cpu(long quota) throws IOException {
        var group = Files.createDirectories(ROOT.resolve("cpu").resolve(NAME));
        Files.writeString(group.resolve("cpu.cfs_period_us"), String.valueOf(PERIOD_MICROS));
        Files.writeString(group.resolve("cpu.cfs_quota_us"), String.valueOf(quota));
        return group;
    }

    /** A shell's commands after which it, and what it becomes, is in all of them. */
    String enter() {
        var commands = new StringBuilder();
        groups.forEach(group -> commands.append("echo $$ >%s/cgroup.procs; ".formatted(group)));
        return commands.toString();
    }
}
