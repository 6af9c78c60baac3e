package com.nextbreakpoint.flink.e2e.manual;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nextbreakpoint.flink.e2e.Await;
import com.nextbreakpoint.flink.e2e.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A folder of a user's, with the project's files and the programs of the manual on the path. */
final class Shell {
    private static final Duration LIMIT = Duration.ofMinutes(6);

    /** In every script; the conditions are written with these words. */
    private static final String WORDS =
            """
            set -euo pipefail
            field() { kubectl -n flink-jobs get "$1" -o "jsonpath={$2}"; }
            is() { [[ $(field "$1" "$2") == "$3" ]]; }
            true_of() { is "$1" ".status.conditions[?(@.type=='$2')].status" True; }
            runs() { is "fj/demo-$1" .status.supervisorStatus Started && is "fj/demo-$1" .status.jobStatus RUNNING && true_of "fj/demo-$1" Running; }
            all_run() { true_of fc/demo Ready && is fc/demo .status.supervisorStatus Started && runs computeaverage && runs computemaximum; }
            gone() { [[ -z $(kubectl "$@" -o name --ignore-not-found) ]]; }
            """;

    private final Path folder;
    private final StringBuilder exports = new StringBuilder();

    /** What a script printed. */
    record Printed(int exit, String out, String err) {}

    /** A script that goes on in the background. */
    final class Going {
        private final Process process;
        private final Path out;

        private Going(String script) {
            try {
                this.out = Files.createTempFile(folder, "out", ".log");
                this.process =
                        builder(script)
                                .redirectErrorStream(true)
                                .redirectOutput(out.toFile())
                                .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String printed() {
            return content(out);
        }

        boolean isAlive() {
            return process.isAlive();
        }

        void end() {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            await(process, LIMIT);
        }
    }

    Shell() throws IOException {
        // Not a folder that JUnit deletes: it warns of each link, and one may want to look at it.
        this.folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "manual");
        for (var name : List.of("helm", "example", "app", "dev", "Makefile", "secrets.sh")) {
            Files.createSymbolicLink(folder.resolve(name), TestCluster.PROJECT.resolve(name));
        }
        var programs = Files.createDirectory(folder.resolve("programs"));
        for (var tool : List.of("kubectl", "helm")) {
            var path = TestCluster.script("dev/tools/build.sh", "--path", tool).strip();
            Files.createSymbolicLink(programs.resolve(tool), Path.of(path));
        }
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        // Each start of the program would load the same classes again.
        program(
                "java",
                "exec %s -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:disable".formatted(java)
                        + " -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile=%s \"$@\""
                                .formatted(folder.resolve("java.jsa")));
        program(
                "flinkctl",
                "exec java -cp '%1$s/flinkctl.jar:%1$s/lib/*' com.nextbreakpoint.flink.cli.Main \"$@\""
                        .formatted(TestCluster.PROJECT.resolve("app/target")));
        program(
                "minikube",
                "[ \"$*\" = ip ] && exec kubectl get nodes -o"
                        + " 'jsonpath={.items[0].status.addresses[?(@.type==\"InternalIP\")].address}'");
    }

    private void program(String name, String script) throws IOException {
        var file = folder.resolve("programs").resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made a program");
        }
    }

    void write(String name, String content) {
        try {
            Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void export(String line) {
        exports.append(line).append('\n');
    }

    void forgetExports() {
        exports.setLength(0);
    }

    Going start(String script) {
        return new Going(script);
    }

    /** Runs a script to its end, which must be good. */
    String run(String script) {
        var printed = attempt(script);
        if (printed.exit() != 0) {
            throw new AssertionError(
                    "%s%nended with %d:%n%s%s"
                            .formatted(script, printed.exit(), printed.out(), printed.err()));
        }
        return printed.out();
    }

    boolean holds(String condition) {
        return attempt(condition).exit() == 0;
    }

    /** Waits until a condition holds. */
    void await(String condition, Duration limit) {
        if (!Await.within(limit, () -> holds(condition))) {
            throw new AssertionError(
                    "This did not come: %s%n%s".formatted(condition, Stand.explain()));
        }
    }

    Printed attempt(String script) {
        try {
            var out = Files.createTempFile(folder, "out", ".log");
            var err = Files.createTempFile(folder, "err", ".log");
            var process =
                    builder(script)
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start();
            await(process, LIMIT);
            var printed = new Printed(process.exitValue(), content(out), content(err));
            Files.delete(out);
            Files.delete(err);
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder builder(String script) {
        var builder = new ProcessBuilder("bash", "-c", WORDS + exports + script);
        builder.directory(folder.toFile()).redirectErrorStream(false);
        builder.redirectInput(Path.of("/dev/null").toFile());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        var environment = builder.environment();
        environment.put("KUBECONFIG", TestCluster.kubeconfig().getPath());
        environment.put("HOME", folder.toString());
        environment.merge("PATH", "", (path, none) -> folder.resolve("programs") + ":" + path);
        return builder;
    }

    private static void await(Process process, Duration limit) {
        try {
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("A command did not end: " + process.info());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The test was interrupted", e);
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
