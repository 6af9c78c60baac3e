package com.nextbreakpoint.flink.e2e.manual;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.e2e.TestCluster;
import com.nextbreakpoint.flink.e2e.manual.Manual.Chapter;
import com.nextbreakpoint.flink.e2e.manual.Manual.Command;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The manual, typed from its first command to its last. It needs a cluster of its own with the
 * images flinkctl, jobs, flink-2.3 and minio, and the ports 4444, 8080 and 8081 of this machine.
 */
@Tag("manual")
class ManualTest {
    private static final List<String> FIRST =
            List.of(
                    "Generate SSL certificates",
                    "Install toolbox",
                    "Upgrade toolbox",
                    "Custom resources and schemas",
                    "Create your first deployment",
                    "Control cluster and jobs with annotations");
    private static final List<String> CONTROL =
            List.of(
                    "Control cluster and jobs using HTTP",
                    "Control cluster and jobs using flinkctl");
    private static final List<String> LAST =
            List.of(
                    "Server components",
                    "Developers instructions",
                    "Advanced configuration",
                    // Here, for what it takes away is needed by all others.
                    "Uninstall toolbox");

    private final Manual manual = Manual.read();

    @BeforeEach
    void nothing_is_there_yet() {
        assertThat(traces()).as("use a cluster without our charts").isEmpty();
    }

    @AfterEach
    void nothing_is_left() {
        assertThat(traces()).isEmpty();
    }

    @Test
    void every_command_does_what_the_manual_says() throws IOException {
        try (var stand = new Stand(manual)) {
            FIRST.forEach(title -> stand.follow(manual.chapter(title)));
            CONTROL.forEach(title -> control(stand, manual.chapter(title)));
            LAST.forEach(title -> stand.follow(manual.chapter(title)));
            var unused = stand.shell.run("kubectl delete namespace minio");
        }
    }

    /** First as it is, then the same commands with the certificates of secrets.sh. */
    private static void control(Stand stand, Chapter chapter) {
        Stand.say("--- " + chapter.title());
        chapter.commands().forEach(command -> stand.follow(command, true));
        Stand.say("--- the same with mutual TLS");
        var certified = new Certified(chapter);
        chapter.commands().stream()
                .filter(Certified::isPlain)
                .map(certified::of)
                .forEach(command -> stand.follow(command, false));
        Refusals.of(chapter).check(stand.shell);
        stand.endChapter();
    }

    /** A chapter's commands with the options of that one of its commands which has certificates. */
    private record Certified(String curl, String stores) {
        Certified(Chapter chapter) {
            this(
                    option(chapter, "curl (--cacert .*)https://.*"),
                    option(chapter, ".*( --keystore-path=.*) --host=.*"));
        }

        private static String option(Chapter chapter, String pattern) {
            return chapter.commands().stream()
                    .map(Command::text)
                    .filter(text -> text.matches(pattern))
                    .map(text -> text.replaceFirst(pattern, "$1"))
                    .findFirst()
                    .orElse("");
        }

        static boolean isPlain(Command command) {
            var text = command.text();
            return text.contains("http://localhost:4444")
                    || (text.contains(" --host=") && !text.contains("--keystore-path="));
        }

        Command of(Command command) {
            return command.with(
                    command.text()
                            .replaceFirst("^curl ", "curl " + curl)
                            .replace("http://", "https://")
                            .replace(" -it next", " -it -v /var/secrets:/secrets next")
                            .replace(" -i next", " -i -v /var/secrets:/secrets next")
                            .replace(" --host=", stores + " --host="));
        }
    }

    /** What the manual's commands have made on the cluster. */
    private static List<String> traces() {
        return TestCluster.kubectl(
                        "get crd,clusterrole,clusterrolebinding,namespace,secret,service -A -o name")
                .lines()
                .filter(name -> name.matches(".*(flink|nextbreakpoint|minio).*"))
                .toList();
    }
}
