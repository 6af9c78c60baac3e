package com.nextbreakpoint.flink.e2e.manual;

import com.nextbreakpoint.flink.e2e.TestCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** docs/manual.md: its chapters, the commands that they have users type, and what they show. */
record Manual(List<Chapter> chapters, List<Block> blocks) {
    private static final Pattern FILE = Pattern.compile("Create a file (\\S+\\.yaml)\\b.*");
    private static final String FENCE = "```";

    /** A chapter with its commands, in order. */
    record Chapter(String title, List<Command> commands) {}

    /**
     * A fenced block.
     *
     * @param lead the line of text before it
     */
    record Block(String language, int line, String lead, List<String> lines) {
        String text() {
            return String.join("\n", lines);
        }
    }

    /**
     * One command line, its continued lines joined.
     *
     * @param shown what the manual shows as its output, null where it shows nothing
     */
    record Command(int line, String text, @Nullable Block shown) {
        Command with(String other) {
            return new Command(line, other, shown);
        }

        @Override
        public String toString() {
            return "docs/manual.md:" + line + ": " + text;
        }
    }

    static Manual read() {
        try {
            return new Reader().read(Files.readAllLines(path()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static java.nio.file.Path path() {
        return TestCluster.PROJECT.resolve("docs/manual.md");
    }

    Chapter chapter(String title) {
        return chapters.stream()
                .filter(chapter -> chapter.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no chapter " + title));
    }

    List<Command> commands() {
        return chapters.stream().flatMap(chapter -> chapter.commands().stream()).toList();
    }

    /** The files that the manual has users create, by their names. */
    Map<String, String> files() {
        var files = new LinkedHashMap<String, String>();
        for (var block : blocks) {
            var lead = FILE.matcher(block.lead());
            if (lead.matches()) {
                files.put(lead.group(1), block.text() + "\n");
            }
        }
        return files;
    }

    /** Goes through the lines once. */
    private static final class Reader {
        private final List<Chapter> chapters = new ArrayList<>();
        private final List<Block> blocks = new ArrayList<>();
        private List<Command> commands = new ArrayList<>();
        private String lead = "";

        Manual read(List<String> lines) {
            for (int i = 0; i < lines.size(); i++) {
                var line = lines.get(i);
                if (line.startsWith("## ")) {
                    commands = new ArrayList<>();
                    chapters.add(new Chapter(line.substring(3), commands));
                } else if (line.startsWith(FENCE)) {
                    int end = lines.subList(i + 1, lines.size()).indexOf(FENCE) + i + 1;
                    var block =
                            new Block(
                                    line.substring(FENCE.length()),
                                    i + 2,
                                    lead,
                                    List.copyOf(lines.subList(i + 1, end)));
                    blocks.add(block);
                    add(block);
                    i = end;
                } else if (!line.isBlank()) {
                    lead = line;
                }
            }
            return new Manual(List.copyOf(chapters), List.copyOf(blocks));
        }

        private void add(Block block) {
            switch (block.language()) {
                case "sh" -> addCommands(block);
                case "console", "json" -> {
                    var last = commands.removeLast();
                    if (last.shown() != null) {
                        throw new AssertionError(last + " shows two outputs");
                    }
                    commands.add(new Command(last.line(), last.text(), block));
                }
                case "text", "yaml", "dockerfile" -> {}
                default -> throw new AssertionError("Line %d".formatted(block.line()));
            }
        }

        private void addCommands(Block block) {
            var text = new StringBuilder();
            int first = block.line();
            for (int i = 0; i < block.lines().size(); i++) {
                var line = block.lines().get(i);
                if (line.endsWith("\\")) {
                    text.append(line, 0, line.length() - 1).append(' ');
                    continue;
                }
                text.append(line);
                commands.add(
                        new Command(first, text.toString().strip().replaceAll(" +", " "), null));
                text.setLength(0);
                first = block.line() + i + 1;
            }
        }
    }
}
