package com.nextbreakpoint.flink.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The API server's own log of the operator's requests, and of nobody else's. */
record Audit(Path log) {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * A request.
     *
     * @param verb of Kubernetes: get, list, watch, create, update, patch, delete
     * @param resource the plural, with the subresource behind a slash
     */
    record Request(String verb, String resource, String name) {
        boolean isRead() {
            return List.of("get", "list", "watch").contains(verb);
        }

        boolean isStatus() {
            return resource.endsWith("/status") && !isRead();
        }
    }

    /** Where the log ends now, to be given to {@link #since}. */
    long mark() {
        try {
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** All requests that were answered after the mark; a watch counts when it begins. */
    List<Request> since(long mark) {
        var requests = new ArrayList<Request>();
        try (var channel = FileChannel.open(log);
                var reader =
                        new BufferedReader(
                                new InputStreamReader(
                                        Channels.newInputStream(channel.position(mark)),
                                        StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                // The last line may be half written.
                if (!line.endsWith("}")) break;
                var entry = JSON.readTree(line);
                if (counts(entry)) requests.add(request(entry));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return requests;
    }

    private static boolean counts(JsonNode entry) {
        var wanted =
                entry.path("verb").asText().equals("watch")
                        ? "ResponseStarted"
                        : "ResponseComplete";
        return entry.path("stage").asText().equals(wanted);
    }

    private static Request request(JsonNode entry) {
        var object = entry.path("objectRef");
        var subresource = object.path("subresource").asText();
        return new Request(
                entry.path("verb").asText(),
                object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
                object.path("name").asText());
    }
}
