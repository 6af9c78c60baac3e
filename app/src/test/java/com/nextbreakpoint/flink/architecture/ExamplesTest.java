package com.nextbreakpoint.flink.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Whoever has brought the demo up can copy the commands of the documents. */
class ExamplesTest {
    private static final Path EXAMPLE = Sources.PROJECT.resolve("example");
    private static final Pattern COMMAND = Pattern.compile("kubectl (?:[^\\n`]|\\\\\\n)*");
    private static final Pattern JOB = Pattern.compile("\\bfj[ /]([a-z0-9][-a-z0-9]*)");
    private static final Pattern BUCKET = Pattern.compile("\\bs3p://([-a-z0-9]+)/");

    @Test
    void the_documents_name_the_jobs_and_the_bucket_of_the_example() throws IOException {
        var deployment = deployment();
        var bucket = found(BUCKET, deployment.toString());
        var unknown = new ArrayList<String>();
        for (var name : List.of("manual.md", "checkpoints.md", "runbook.md")) {
            for (var command : commands(Sources.read(Sources.PROJECT.resolve("docs/" + name)))) {
                var named = found(JOB, command);
                named.removeAll(jobs(deployment));
                named.addAll(found(BUCKET, command));
                named.removeAll(bucket);
                named.forEach(one -> unknown.add(name + ": " + one));
            }
        }
        assertThat(unknown).isEmpty();
    }

    private static JsonNode deployment() throws IOException {
        return new YAMLMapper().readTree(EXAMPLE.resolve("deployment.yaml").toFile());
    }

    private static List<String> jobs(JsonNode deployment) {
        var name = deployment.at("/metadata/name").asText();
        return StreamSupport.stream(deployment.at("/spec/jobs").spliterator(), false)
                .map(job -> name + "-" + job.path("name").asText())
                .toList();
    }

    private static List<String> commands(String document) {
        return COMMAND.matcher(document).results().map(MatchResult::group).toList();
    }

    private static Set<String> found(Pattern pattern, String text) {
        var all = new TreeSet<String>();
        pattern.matcher(text).results().forEach(match -> all.add(match.group(1)));
        return all;
    }
}
