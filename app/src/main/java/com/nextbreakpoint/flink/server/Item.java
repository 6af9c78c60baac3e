package com.nextbreakpoint.flink.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Names;

/**
 * One resource, with spec and status as they are shown.
 *
 * @param malformed why the spec cannot be read, "" when it can
 */
public record Item(Kind kind, Meta meta, JsonNode spec, String malformed, JsonNode status) {
    String text(String pointer) {
        return status.at(pointer).asText("");
    }

    /** Whether the status answers to the newest spec, and says that all is as it asks for. */
    boolean isReady() {
        return isObserved() && hasCondition("Ready", "True");
    }

    /** Whether the last request in the annotations was taken and carried out. */
    boolean isRequestDone() {
        var asked = meta.annotations().getOrDefault(Names.REQUESTED_ACTION, "NONE");
        var taken = text("/supervision/requestedAction");
        return asked.equals("NONE") && (taken.isEmpty() || taken.equals("NONE"));
    }

    private boolean isObserved() {
        return status.path("observedGeneration").asLong(-1) >= meta.generation();
    }

    private boolean hasCondition(String type, String value) {
        for (var condition : status.path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition.path("status").asText().equals(value);
            }
        }
        return false;
    }
}
