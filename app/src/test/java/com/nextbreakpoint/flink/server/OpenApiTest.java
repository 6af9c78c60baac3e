package com.nextbreakpoint.flink.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private static final Path PROJECT = Path.of("..");
    private static final Path FILE = PROJECT.resolve("docs/reference/openapi.json");
    private static final ObjectMapper JSON = new JsonMapper();

    private final ControlApi api =
            new ControlApi(
                    new FakeResources(), new FakeFlinkJson(), Guard.OPEN, InstantSource.system());

    private JsonNode document() throws IOException {
        var body = InputStream.nullInputStream();
        return JSON.readTree(
                api.answer("GET", "/api/v1/openapi", null, body, new Caller("test", "", null))
                        .text(false));
    }

    @Test
    @Tag("generated")
    void the_document_is_up_to_date() throws IOException {
        var made = OpenApiDocument.of(api.routes().table(), version());
        var text = made.toPrettyString() + "\n";
        if (Boolean.getBoolean("generate")) {
            Files.writeString(FILE, text);
        }

        assertThat(Files.readString(FILE)).as("run make generate").isEqualTo(text);
    }

    @Test
    void the_document_is_what_is_served() throws IOException {
        assertThat(document()).isEqualTo(JSON.readTree(Files.readString(FILE)));
    }

    @Test
    void every_route_is_in_the_document() throws IOException {
        var paths = document().path("paths");
        for (var route : api.routes().table()) {
            var method = route.method().toLowerCase(Locale.ROOT);
            assertThat(paths.path(route.path()).has(method)).as(method + route.path()).isTrue();
        }
    }

    /** The one place of the version is the root pom. */
    private static String version() {
        try {
            var pom = Files.readString(PROJECT.resolve("pom.xml"));
            var found = Pattern.compile("<revision>(.*)</revision>").matcher(pom);
            assertThat(found.find()).isTrue();
            return found.group(1);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
