package com.nextbreakpoint.flink.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Names;
import java.util.Optional;

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

    /** What keeps it from being ready, in words; "" when nothing does. */
    String unready() {
        return condition("Ready")
                .filter(ready -> !ready.path("status").asText().equals("True"))
                .map(ready -> ready.path("message").asText())
                .orElse("");
    }

    private boolean isObserved() {
        return status.path("observedGeneration").asLong(-1) >= meta.generation();
    }

    private boolean hasCondition(String type, String value) {
        return condition(type).filter(one -> one.path("status").asText().equals(value)).isPresent();
    }

    private Optional<JsonNode> condition(String type) {
        return status.path("conditions")
                .valueStream()
                .filter(one -> one.path("type").asText().equals(type))
                .findFirst();
    }
}
