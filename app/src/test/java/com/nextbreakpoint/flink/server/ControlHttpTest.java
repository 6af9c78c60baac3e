package com.nextbreakpoint.flink.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlHttpTest extends ControlFixture {
    @Test
    void a_body_of_more_than_one_mebibyte_is_refused() throws Exception {
        var large = "{\"x\":\"" + "y".repeat(Bodies.LARGEST) + "\"}";

        assertThat(send("PUT", "/clusters/lone", large).status()).isEqualTo(413);
        assertThat(get("/clusters").status()).isEqualTo(200);
    }

    @Test
    void a_wrong_method_is_told_the_right_ones() throws Exception {
        var uri = URI.create("http://localhost:%d/api/v1/clusters/c".formatted(port()));
        var request = HttpRequest.newBuilder(uri).method("TRACE", BodyPublishers.noBody()).build();
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(request, BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.headers().firstValue("Allow")).hasValue("GET, POST, PUT, DELETE");
        }
    }

    @Test
    void headers_have_a_limit() throws Exception {
        var raw = "GET /api/v1/clusters HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(20_000);

        assertThat(answer(raw + "\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .endsWith("or its headers are larger than 16 KiB\"}");
    }

    @Test
    void a_path_has_a_limit() throws Exception {
        var raw = "GET /api/v1/clusters?x=" + "y".repeat(5000) + " HTTP/1.1\r\nHost: x\r\n\r\n";

        assertThat(answer(raw))
                .startsWith("HTTP/1.1 414")
                .endsWith(
                        "{\"status\":\"ERROR\",\"error\":"
                                + "\"the path with its query is too long: shorten it\"}");
    }

    private String answer(String raw) throws IOException {
        try (var socket = new Socket("localhost", port())) {
            socket.getOutputStream().write(raw.getBytes(StandardCharsets.UTF_8));
            socket.setSoTimeout(2000);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/clusters HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "PUT /api/v1/none HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
            })
    void a_connection_that_shall_be_closed_is_closed(String raw) throws Exception {
        assertThat(answer(raw)).contains("onnection: close").endsWith("}");
    }

    @Test
    void a_connection_with_a_body_too_large_is_closed_after_the_answer() throws Exception {
        var body = "y".repeat(Bodies.LARGEST + 9000);
        var head = "PUT /api/v1/clusters/lone HTTP/1.1\r\nHost: x\r\nContent-Length: ";

        assertThat(answer(head + body.length() + "\r\n\r\n" + body))
                .startsWith("HTTP/1.1 413")
                .endsWith("\"a body may have 1 MiB at most\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/clusters HTTP/1.1\r\nBad Header: x\r\n\r\n",
                "GET /api/v1/clusters?wait=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /api/v1/%%% HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "NONSENSE\r\n\r\n",
            })
    void what_is_not_http_gets_an_envelope_too(String raw) throws Exception {
        var answer = answer(raw);

        assertThat(answer).startsWith("HTTP/1.1 4");
        assertThat(answer).contains("{\"status\":\"ERROR\",\"error\":\"").doesNotContain("null");
    }
}
