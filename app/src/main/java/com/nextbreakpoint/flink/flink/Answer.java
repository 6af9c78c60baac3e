package com.nextbreakpoint.flink.flink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * A part of what Flink answered. What is asked for and missing, or of another type, makes the whole
 * answer nonsense.
 *
 * @param request what was asked, for the message
 */
record Answer(String request, JsonNode json) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    static Answer parse(String request, byte[] body) {
        try {
            var json = JSON.readTree(body);
            return new Answer(request, json);
        } catch (JsonProcessingException notJson) {
            throw nonsense(request, "JSON that ends too early or is none");
        } catch (IOException impossible) {
            throw new IllegalStateException("reading from memory failed", impossible);
        }
    }

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps and lists are always JSON", impossible);
        }
    }

    Answer object(String field) {
        return optional(field).orElseThrow(() -> wrong(field, "an object"));
    }

    /** Empty when it is missing or null. */
    Optional<Answer> optional(String field) {
        var node = json.path(field);
        return node.isObject() ? Optional.of(new Answer(request, node)) : Optional.empty();
    }

    List<Answer> list(String field) {
        return new Answer(request, json.path(field)).list();
    }

    List<Answer> list() {
        if (!json.isArray()) {
            throw nonsense(request, "no list where one belongs");
        }
        return StreamSupport.stream(json.spliterator(), false)
                .map(node -> new Answer(request, node))
                .toList();
    }

    String text(String field) {
        var node = json.path(field);
        if (!node.isTextual()) {
            throw wrong(field, "a text");
        }
        return node.textValue();
    }

    /** The text, or "" when there is none. */
    String textOrEmpty(String field) {
        return json.path(field).asText("");
    }

    /** 32 hex digits. */
    String id(String field) {
        var id = text(field);
        if (!ID.matcher(id).matches()) {
            throw wrong(field, "an id");
        }
        return id;
    }

    long number(String field) {
        var node = json.path(field);
        if (!node.isIntegralNumber()) {
            throw wrong(field, "a whole number");
        }
        return node.longValue();
    }

    /** Zero or more; Flink counts tasks and slots like this. */
    int count(String field) {
        long number = number(field);
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw wrong(field, "a count");
        }
        return (int) number;
    }

    boolean flag(String field) {
        var node = json.path(field);
        if (!node.isBoolean()) {
            throw wrong(field, "true or false");
        }
        return node.booleanValue();
    }

    private FlinkUnavailable wrong(String field, String expected) {
        return nonsense(request, "no " + field + " that is " + expected);
    }

    static FlinkUnavailable nonsense(String request, String found) {
        return new FlinkUnavailable(
                FlinkUnavailable.Reach.SILENT, request + " was answered with nonsense: " + found);
    }
}
