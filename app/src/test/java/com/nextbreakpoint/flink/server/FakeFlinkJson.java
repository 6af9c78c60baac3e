package com.nextbreakpoint.flink.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** A Flink that answers from texts; metrics are answered by their ids. */
final class FakeFlinkJson implements LiveFlink {
    private final Map<String, String> answers = new TreeMap<>();
    private final Map<String, Map<String, String>> metrics = new TreeMap<>();

    FakeFlinkJson answer(String path, String json) {
        answers.put(path, json);
        return this;
    }

    FakeFlinkJson metric(String path, String id, String value) {
        metrics.computeIfAbsent(path, any -> new TreeMap<>()).put(id, value);
        return this;
    }

    @Override
    public Session open(String cluster) {
        return this::get;
    }

    private JsonNode get(String path) {
        try {
            return new JsonMapper().readTree(text(path));
        } catch (JsonProcessingException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    private String text(String path) {
        var parts = path.split("\\?get=", 2);
        if (metrics.containsKey(parts[0])) {
            return metricsOf(metrics.get(parts[0]), parts);
        }
        if (!answers.containsKey(path)) {
            throw new ApiProblem(ApiProblem.UNAVAILABLE, "the JobManager does not run");
        }
        return answers.get(path);
    }

    private static String metricsOf(Map<String, String> known, String[] parts) {
        var wanted =
                parts.length == 1
                        ? known.keySet()
                        : Arrays.asList(
                                URLDecoder.decode(parts[1], StandardCharsets.UTF_8).split(",", -1));
        var list = new JsonMapper().createArrayNode();
        for (var id : wanted) {
            if (known.containsKey(id)) {
                var metric = list.addObject().put("id", id);
                if (parts.length == 2) {
                    metric.put("value", known.get(id));
                }
            }
        }
        return list.toString();
    }
}
