package com.nextbreakpoint.flink.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** The small bodies of commands. */
final class Bodies {
    private Bodies() {}

    static JsonNode withoutSavepoint(boolean value) {
        return JsonNodeFactory.instance.objectNode().put("withoutSavepoint", value);
    }

    static JsonNode number(String member, int value) {
        return JsonNodeFactory.instance.objectNode().put(member, value);
    }
}
