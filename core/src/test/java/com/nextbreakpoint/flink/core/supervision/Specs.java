package com.nextbreakpoint.flink.core.supervision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Specs from the JSON that users would write. */
final class Specs {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Specs() {}

    static <T> T read(Class<T> type, String json) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException wrong) {
            throw new AssertionError(wrong);
        }
    }
}
