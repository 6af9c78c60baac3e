package com.nextbreakpoint.flink.server;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Reads what requests carry, within limits of size and time. */
final class Bodies {
    static final int LARGEST = 1 << 20;

    /** Whoever sends a byte now and then does not hold a connection for ever. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private Bodies() {}

    /** An object, empty where none is expected; {@link ApiProblem} where it cannot be read. */
    static JsonNode read(Route.Body expected, InputStream stream) {
        if (expected == Route.Body.NONE) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            var bytes = bytes(stream);
            if (bytes.length == 0 && expected.isOptional()) {
                return JsonNodeFactory.instance.objectNode();
            }
            var body = JSON.readTree(bytes);
            if (body.isObject()) {
                checkMembers(expected, body);
                return body;
            }
            throw ApiProblem.badRequest("the body must be a JSON object");
        } catch (MismatchedInputException more) {
            throw ApiProblem.badRequest("the body must be one JSON object, and nothing after it");
        } catch (JsonProcessingException wrong) {
            throw ApiProblem.badRequest(sentence(wrong));
        } catch (IOException broken) {
            throw ApiProblem.badRequest("the body broke off");
        }
    }

    /**
     * Who misspells what is to be restored must not get the newest state instead, and nobody shall
     * believe that all jobs of a cluster begin from the path of one.
     */
    private static void checkMembers(Route.Body expected, JsonNode body) {
        var known = expected.members();
        if (known.isEmpty()) return;
        for (var name : body.properties()) {
            if (known.contains(name.getKey())) continue;
            throw ApiProblem.badRequest(
                    "%s is %s; this request takes %s"
                            .formatted(
                                    name.getKey(),
                                    name.getKey().equals(ApiRequest.RESTORE_FROM)
                                            ? "for jobs that are started"
                                            : "not known",
                                    String.join(" and ", known)));
        }
    }

    private static byte[] bytes(InputStream stream) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var buffer = new byte[1 << 13];
        var end = System.nanoTime() + LONGEST.toNanos();
        for (int count = 0; count >= 0; count = stream.read(buffer)) {
            bytes.write(buffer, 0, count);
            if (bytes.size() > LARGEST) {
                throw new ApiProblem(ApiProblem.TOO_LARGE, "a body may have 1 MiB at most");
            }
            if (System.nanoTime() > end) {
                throw new ApiProblem(
                        ApiProblem.BAD_REQUEST,
                        "the body did not come within %d seconds".formatted(LONGEST.toSeconds()));
            }
        }
        return bytes.toByteArray();
    }

    /** Without the parser's remarks on where it began. */
    private static String sentence(JsonProcessingException wrong) {
        var place = wrong.getLocation();
        var what = wrong.getOriginalMessage().split(" \\(start marker at", 2)[0];
        return "the body is not JSON: line %d, column %d: %s"
                .formatted(place.getLineNr(), place.getColumnNr(), what);
    }
}
