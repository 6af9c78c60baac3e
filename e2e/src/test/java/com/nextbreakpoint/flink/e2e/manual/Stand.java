package com.nextbreakpoint.flink.e2e.manual;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.e2e.Await;
import com.nextbreakpoint.flink.e2e.TestCluster;
import com.nextbreakpoint.flink.e2e.manual.Manual.Command;
import com.nextbreakpoint.flink.e2e.manual.Translations.Translated;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the manual's commands are carried out, one after the other, as a user would. */
final class Stand implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String TASK_MANAGER = "taskmanager-demo-hrf8l";
    private static final String SAVEPOINT =
            "s3p://nextbreakpoint-demo/savepoints/9d91eb6974c98d0642edcf8fe9102166/savepoint-1a2b3c-0123456789ab";
    private static final String INSTALL =
            "helm upgrade flink-k8s-toolbox-operator --install helm/flink-k8s-toolbox-operator"
                    + " --namespace flink-operator --set targetNamespace=flink-jobs --set replicas=1";

    final Shell shell;

    /** What stays in the background, by its local port. */
    private final Map<String, Shell.Going> staying = new LinkedHashMap<>();

    /** The scripts of these, to forward to a new pod what went to an old one. */
    private final Map<String, String> forwards = new LinkedHashMap<>();

    private boolean secure;

    Stand(Manual manual) throws IOException {
        this.shell = new Shell();
        manual.files().forEach(shell::write);
    }

    /** All commands of a chapter; what they left in the background is ended. */
    void follow(Manual.Chapter chapter) {
        say("--- " + chapter.title());
        chapter.commands().forEach(command -> follow(command, true));
        endChapter();
    }

    void endChapter() {
        staying.values().forEach(Shell.Going::end);
        staying.clear();
        forwards.clear();
        shell.forgetExports();
    }

    /**
     * Carries out a command, and waits until what it promises is so.
     *
     * @param thorough whether also for what the next commands can do without
     */
    void follow(Command command, boolean thorough) {
        say(command.toString());
        var translated = Translations.of(command.with(filled(command.text())));
        if (!translated.reason().isEmpty()) {
            say("    as: " + translated.script() + " (" + translated.reason() + ")");
        }
        wantSecure(translated.script());
        var uid = translated.script().contains("job delete") ? uid() : "";
        carryOut(command, translated);
        Promises.after(command.text())
                .filter(promise -> thorough || promise.needed())
                .ifPresent(
                        promise ->
                                shell.await(
                                        "command='%s' uid='%s'; %s"
                                                .formatted(
                                                        filled(command.text()).replace("'", ""),
                                                        uid,
                                                        promise.condition()),
                                        LIMIT));
    }

    private void carryOut(Command command, Translated translated) {
        switch (translated.manner()) {
            case RUN -> check(command, shell.run(translated.script()));
            case GLIMPSE -> glimpse(command, translated);
            case STAY -> stay(translated.script());
            case EXPORT -> shell.export(translated.script());
            case NOT -> {}
        }
        if (translated.script().contains("flink-k8s-toolbox-operator --")
                || translated.script().contains("helm/flink-k8s-toolbox-operator")) {
            secure = translated.script().contains("secretName=");
        }
    }

    /** The manual's examples of names that are different each time. */
    private String filled(String text) {
        var filled = text;
        if (filled.contains(TASK_MANAGER)) {
            var oldest =
                    shell.run(
                            "kubectl -n flink-jobs get pods -l role=taskmanager"
                                    + " --sort-by=.metadata.creationTimestamp"
                                    + " -o 'jsonpath={.items[0].metadata.name}'");
            filled = filled.replace(TASK_MANAGER, oldest);
        }
        return filled.contains(SAVEPOINT)
                ? filled.replace(
                        SAVEPOINT, shell.run("field fj/demo-computemaximum .status.savepointPath"))
                : filled;
    }

    private String uid() {
        return shell.run("field fj/demo-computeaverage .metadata.uid");
    }

    /** Control commands with and without certificates need another operator each. */
    private void wantSecure(String script) {
        var certified = script.contains("https://") || script.contains("--keystore-path");
        var plain = script.contains("http://localhost:4444") || script.contains("--host=");
        if ((certified || plain) && certified != secure) {
            say("    with SSL " + (certified ? "on" : "off"));
            var secret = certified ? " --set secretName=flink-operator-ssl" : "";
            var unused = shell.run(INSTALL + secret);
            secure = certified;
            shell.await(
                    Promises.after("helm upgrade flink-k8s-toolbox-operator ")
                            .orElseThrow()
                            .condition(),
                    LIMIT);
            Map.copyOf(forwards).values().forEach(this::stay);
        }
    }

    private void stay(String script) {
        var port = script.replaceAll(".* (\\d+)$", "$1");
        var before = staying.remove(port);
        if (before != null) {
            before.end();
        }
        var going = shell.start(script);
        staying.put(port, going);
        forwards.put(port, script);
        awaitPrinted(script, going, "Forwarding from");
    }

    private void glimpse(Command command, Translated translated) {
        var going = shell.start(translated.script());
        try {
            var shown = command.shown();
            if (translated.until() != null) {
                awaitPrinted(translated.script(), going, translated.until());
            } else if (shown != null) {
                if (!Await.within(LIMIT, () -> Shapes.missing(shown, going.printed()).isEmpty())) {
                    fail(command, shown, going.printed());
                }
            }
        } finally {
            going.end();
        }
    }

    private static void awaitPrinted(String script, Shell.Going going, String words) {
        var came = Await.within(LIMIT, () -> going.printed().contains(words) || !going.isAlive());
        assertThat(going.printed()).as(script + (came ? "" : ", in time")).contains(words);
    }

    private static void check(Command command, String printed) {
        var shown = command.shown();
        if (shown != null && Shapes.missing(shown, printed).isPresent()) {
            fail(command, shown, printed);
        }
        var text = command.text();
        if (text.contains("/api/v1/") || text.matches(".*--host=\\$\\(minikube ip\\)( < \\S+)?")) {
            if (!text.contains("-o table")) {
                assertThat(printed).as(command.toString()).contains("\"status\":\"OK\"");
            }
        }
        if (text.endsWith("| jq")) {
            assertThat(printed.strip()).as(command.toString()).isNotIn("", "null");
        }
    }

    private static void fail(Command command, Manual.Block shown, String printed) {
        throw new AssertionError(
                "%s%nshould print %s; it printed:%n%s"
                        .formatted(
                                command, Shapes.missing(shown, printed).orElse("more"), printed));
    }

    static String explain() {
        return TestCluster.script("dev/explain.sh", "minio", "flink-operator", "flink-jobs");
    }

    static void say(String sentence) {
        System.out.println(
                LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS)
                        + "  "
                        + sentence);
    }

    @Override
    public void close() {
        endChapter();
    }
}
