package com.nextbreakpoint.flink.core.deployment;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonInclude.Value;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Compares specs as server-side apply sees them: maps by key, lists as a whole. */
final class Contents {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .defaultPropertyInclusion(Value.construct(Include.NON_EMPTY, Include.ALWAYS))
                    .build();

    private Contents() {}

    /** Whether the live spec holds all that is wanted, perhaps beside what others added. */
    static boolean covers(Object live, Object wanted) {
        return live.equals(wanted) || covers(JSON.valueToTree(live), JSON.valueToTree(wanted));
    }

    private static boolean covers(JsonNode live, JsonNode wanted) {
        if (!wanted.isObject() || !live.isObject()) return live.equals(wanted);
        return wanted.properties().stream()
                .allMatch(field -> covers(live.path(field.getKey()), field.getValue()));
    }
}
