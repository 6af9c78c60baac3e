package com.nextbreakpoint.flink.core;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Small specs for tests, and the YAML that all of them are written in. */
public final class Specs {
    public static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    public static final YAMLMapper YAML =
            YAMLMapper.builder(
                            YAMLFactory.builder()
                                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                                    .build())
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    /** As small as the schema allows. */
    public static final String CLUSTER =
            """
            runtime: {image: flink:1}
            jobManager: {serviceMode: ClusterIP}
            taskManager: {taskSlots: 1}
            """;

    /** As small as the schema allows. */
    public static final String JOB =
            """
            bootstrap: {image: jobs:1, className: demo.Main, jarPath: /jobs.jar}
            savepoint: {savepointInterval: 600, savepointTargetPath: s3://bucket/savepoints}
            restart: {restartPolicy: Always}
            """;

    private Specs() {}

    public static FlinkClusterSpec cluster() {
        return read(CLUSTER, FlinkClusterSpec.class);
    }

    public static FlinkJobSpec job() {
        return read(JOB, FlinkJobSpec.class);
    }

    public static <T> T read(String yaml, Class<T> type) {
        try {
            return YAML.readValue(yaml, type);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    public static JsonNode tree(String yaml) {
        return read(yaml, JsonNode.class);
    }

    /** The metadata of an object of this name in the namespace {@code flink}. */
    public static Meta meta(String name) {
        return new Meta(
                "flink",
                name,
                "uid-of-" + name,
                1,
                "1",
                CREATED,
                null,
                "",
                Set.of(),
                Map.of(),
                Map.of());
    }

    /** One that was heard a moment before. */
    public static Refusals refusal(String key, String message, Instant now) {
        var refusal = new Refusals.Refusal(message, now, now, 1);
        return new Refusals(Map.of(key, refusal), Set.of());
    }
}
