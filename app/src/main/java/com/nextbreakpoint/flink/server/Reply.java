package com.nextbreakpoint.flink.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the control interface.
 *
 * @param status the HTTP status
 * @param output the data, null where there is none
 * @param bare whether the data is sent without an envelope
 * @param allow the header of that name, "" where there is none
 */
record Reply(
        int status, @Nullable JsonNode output, @Nullable String error, boolean bare, String allow) {
    static final Reply DONE = new Reply(200, null, null, false, "");
    static final Reply CREATED = new Reply(201, null, null, false, "");

    static Reply data(JsonNode output) {
        return new Reply(200, output, null, false, "");
    }

    static Reply bare(JsonNode output) {
        return new Reply(200, output, null, true, "");
    }

    static Reply of(ApiProblem problem) {
        return new Reply(problem.status(), null, problem.sentence(), false, problem.allow());
    }

    /** OK, ERROR where the request is wrong, FAILURE where what stands behind us is. */
    String word() {
        return error == null ? "OK" : status < 500 ? "ERROR" : "FAILURE";
    }

    /** What is sent. */
    String text(boolean asObject) {
        return String.valueOf(bare ? output : envelope(asObject));
    }

    /**
     * The envelope.
     *
     * @param asObject the data as JSON, and not as a text that holds the JSON
     */
    private ObjectNode envelope(boolean asObject) {
        var envelope = JsonNodeFactory.instance.objectNode().put("status", word());
        if (output != null && asObject) {
            envelope.set("output", output);
        } else if (output != null) {
            envelope.put("output", output.toString());
        }
        return error == null ? envelope : envelope.put("error", error);
    }
}
