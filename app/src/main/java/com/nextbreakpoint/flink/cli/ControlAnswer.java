package com.nextbreakpoint.flink.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.PrintWriter;

/**
 * What the control API answered.
 *
 * @param body the envelope, as it came
 */
record ControlAnswer(int status, String body, JsonNode envelope) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int GATEWAY_TIMEOUT = 504;

    /** The forms in which it is printed. */
    enum Output {
        envelope,
        json,
        yaml,
        table
    }

    static ControlAnswer of(int status, String body, String address) {
        try {
            var envelope = JSON.readTree(body);
            if (envelope.path("status").isTextual()) {
                return new ControlAnswer(status, body, envelope);
            }
        } catch (JsonProcessingException notJson) {
            // Told below: what answers is something else.
        }
        throw new ServerUnreachable(
                "what answers at %s (HTTP %d) is not the operator's control interface"
                        .formatted(address, status));
    }

    boolean isOk() {
        return envelope.path("status").asText().equals("OK");
    }

    int exitCode(boolean waited) {
        if (isOk()) {
            return Exit.DONE;
        }
        return waited && status == GATEWAY_TIMEOUT ? Exit.WAIT_TIMED_OUT : Exit.FAILED;
    }

    /** What a status says of its resource, as "reason: message"; "" where that is not known. */
    String state() {
        if (isOk()) {
            for (var condition : data().path("conditions")) {
                if (condition.path("type").asText().equals("Ready")) {
                    var reason = condition.path("reason").asText();
                    var message = condition.path("message").asText();
                    return message.isEmpty() ? reason : reason + ": " + message;
                }
            }
        }
        return "";
    }

    /** Data to {@code out}, the reason of a failure to {@code err}. */
    void print(Output format, PrintWriter out, PrintWriter err) {
        if (format == Output.envelope) {
            out.println(body.strip());
        } else if (isOk() && envelope.has("output")) {
            out.print(text(format, data()));
            out.flush();
        }
        if (!isOk()) {
            err.printf("error: %s%n", envelope.path("error").asText("the server gave no reason"));
        }
    }

    /** The output, which the envelope carries as a text. */
    private JsonNode data() {
        var output = envelope.path("output");
        try {
            return output.isTextual() ? JSON.readTree(output.asText()) : output;
        } catch (JsonProcessingException notJson) {
            return output;
        }
    }

    private static String text(Output format, JsonNode data) {
        if (data instanceof MissingNode) {
            return "";
        }
        return switch (format) {
            case envelope, json -> data.toPrettyString() + System.lineSeparator();
            case yaml -> yaml(data);
            case table -> Table.of(data);
        };
    }

    private static String yaml(JsonNode data) {
        try {
            return YAMLMapper.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .build()
                    .writeValueAsString(data);
        } catch (JsonProcessingException problem) {
            throw new IllegalStateException("a JSON tree is always YAML too", problem);
        }
    }
}
