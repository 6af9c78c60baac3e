package com.nextbreakpoint.flink.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The OpenAPI document of the control interface, which the build holds to the table of routes. */
final class OpenApi {
    private static final String FILE = "/openapi.json";

    private OpenApi() {}

    static Route route() {
        var document = document();
        return new Route(
                "GET",
                "/openapi",
                "Get this document",
                Route.Body.NONE,
                Route.Answers.LIST,
                request -> Reply.bare(document));
    }

    private static JsonNode document() {
        try (var file = OpenApi.class.getResourceAsStream(FILE)) {
            return new JsonMapper().readTree(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
