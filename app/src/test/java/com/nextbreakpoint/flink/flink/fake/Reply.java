package com.nextbreakpoint.flink.flink.fake;

import java.util.List;
import java.util.Map;

/** An answer's code and what its JSON is made of. */
public record Reply(int code, Object json) {
    static Reply ok(Object json) {
        return new Reply(200, json);
    }

    static Reply error(int code, String... errors) {
        return new Reply(code, Map.of("errors", List.of(errors)));
    }

    static Reply handlerError(int code, String message) {
        return error(
                code,
                Traces.of(
                        "org.apache.flink.runtime.rest.handler.RestHandlerException: " + message));
    }
}
