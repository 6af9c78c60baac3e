package com.nextbreakpoint.flink.api.charts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the project's own Helm, which is built first where it is missing. */
final class Helm {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private Helm() {}

    /**
     * What a run printed.
     *
     * @param exitCode 0 when it went well
     * @param text standard output and error
     */
    record Answer(int exitCode, String text) {}

    static Answer lint(String chart, String... options) throws IOException, InterruptedException {
        return run(arguments(List.of("lint", "--strict"), chart, options));
    }

    /** The objects of a chart, in the order in which Helm prints them. */
    static List<JsonNode> template(String chart, String... options)
            throws IOException, InterruptedException {
        var answer = run(arguments(List.of("template", "release"), chart, options));
        if (answer.exitCode() != 0) {
            throw new IOException(answer.text());
        }
        var yaml = new YAMLMapper();
        try (var documents = yaml.readerFor(JsonNode.class).<JsonNode>readValues(answer.text())) {
            return documents.readAll().stream().filter(JsonNode::isObject).toList();
        }
    }

    private static List<String> arguments(List<String> command, String chart, String... options) {
        var arguments = new ArrayList<>(command);
        arguments.add("helm/flink-k8s-toolbox-" + chart);
        arguments.addAll(List.of(options));
        return arguments;
    }

    private static Answer run(List<String> arguments) throws IOException, InterruptedException {
        var command =
                new ArrayList<>(
                        List.of(
                                "bash",
                                "-c",
                                "exec \"$(dev/tools/build.sh --path helm)\" \"$@\"",
                                "helm"));
        command.addAll(arguments);
        var process =
                new ProcessBuilder(command)
                        .directory(PROJECT.toFile())
                        .redirectErrorStream(true)
                        .start();
        try (var output = process.getInputStream()) {
            var text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), text);
        }
    }
}
