package com.nextbreakpoint.flink.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlHttpTest extends ControlFixture {
    @Test
    void a_body_of_more_than_one_mebibyte_is_refused() throws Exception {
        var large = "{\"x\":\"" + "y".repeat(ControlApi.LARGEST_BODY) + "\"}";

        assertThat(send("PUT", "/clusters/lone", large).status()).isEqualTo(413);
        assertThat(get("/clusters").status()).isEqualTo(200);
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
        try (var socket = new Socket("localhost", port())) {
            socket.getOutputStream().write(raw.getBytes(StandardCharsets.UTF_8));
            socket.setSoTimeout(5000);
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 4");
            assertThat(answer).contains("{\"status\":\"ERROR\",\"error\":\"");
        }
    }
}
