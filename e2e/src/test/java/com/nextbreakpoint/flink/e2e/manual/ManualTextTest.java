package com.nextbreakpoint.flink.e2e.manual;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.e2e.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the manual is held to without a cluster. */
class ManualTextTest {
    private static final Pattern COMMAND =
            Pattern.compile("(kubectl|helm|curl|docker|flinkctl|make|dev/\\S+|\\./\\S+) [a-z-].*");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    private final Manual manual = Manual.read();

    @Test
    void the_chapters_are_those_that_users_know_in_their_order() {
        assertThat(manual.chapters())
                .extracting(Manual.Chapter::title)
                .containsExactly(
                        "Generate SSL certificates",
                        "Install toolbox",
                        "Uninstall toolbox",
                        "Upgrade toolbox",
                        "Custom resources and schemas",
                        "Create your first deployment",
                        "Control cluster and jobs with annotations",
                        "Control cluster and jobs using HTTP",
                        "Control cluster and jobs using flinkctl",
                        "Server components",
                        "Developers instructions",
                        "Advanced configuration");
    }

    @Test
    void every_command_is_carried_out_or_has_a_reason_why_not() {
        assertThat(manual.commands()).hasSizeGreaterThan(120);
        assertThat(manual.commands())
                .allSatisfy(command -> assertThat(Translations.of(command).script()).isNotBlank());
    }

    @Test
    void no_command_hides_in_a_block_that_is_not_tried() throws IOException {
        for (var block : manual.blocks()) {
            if (!block.language().equals("sh")) {
                assertThat(block.lines()).noneMatch(line -> COMMAND.matcher(line).matches());
            }
        }
        var fenced = manual.blocks().stream().mapToInt(block -> block.lines().size() + 2).sum();
        assertThat(Files.readAllLines(Manual.path())).hasSizeGreaterThan(fenced);
        assertThat(outside()).noneMatch(line -> line.startsWith("    "));
    }

    @Test
    void the_files_it_has_users_create_are_those_of_the_example() throws IOException {
        assertThat(manual.files().keySet())
                .containsExactly("flinkproperties.yaml", "jobparameters.yaml", "deployment.yaml");
        for (var file : manual.files().entrySet()) {
            var example = TestCluster.PROJECT.resolve("example/" + file.getKey());
            var lines = Files.readAllLines(example);
            lines.removeIf(line -> line.startsWith("#"));
            assertThat(file.getValue().lines()).containsExactlyElementsOf(lines);
        }
    }

    @Test
    void its_links_lead_somewhere() throws IOException {
        var links = LINK.matcher(Files.readString(Manual.path())).results();
        assertThat(links.map(link -> Manual.path().resolveSibling(link.group(1))))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(path).exists());
    }

    /** The lines that are in no block. */
    private List<String> outside() throws IOException {
        var lines = new ArrayList<>(Files.readAllLines(Manual.path()));
        for (var block : manual.blocks()) {
            for (int i = 0; i < block.lines().size(); i++) {
                lines.set(block.line() - 1 + i, "");
            }
        }
        return List.copyOf(lines);
    }
}
