package com.nextbreakpoint.flink.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.nextbreakpoint.flink.tls.NoTls;
import com.nextbreakpoint.flink.tls.TlsStores;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Speaks to the control API of one operator. */
final class ControlClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final String address;
    private final TlsStores stores;
    private final @Nullable String token;
    private final Duration timeout;

    /**
     * HTTPS is spoken as soon as a store or a token is given.
     *
     * @param timeout of one request, without what the server was asked to wait
     */
    ControlClient(
            String host, int port, TlsStores stores, @Nullable String token, Duration timeout) {
        boolean secure = stores.keys() != null || stores.trust() != null || token != null;
        this.address =
                "%s://%s:%d/api/v1"
                        .formatted(
                                secure ? "https" : "http",
                                host.contains(":") ? "[" + host + "]" : host,
                                port);
        this.stores = stores;
        this.token = token;
        this.timeout = timeout;
    }

    /**
     * {@link ServerUnreachable} where no answer of a control API comes, {@link
     * com.nextbreakpoint.flink.tls.StoreProblem} where a store cannot be used.
     */
    ControlAnswer send(
            String method, @Nullable JsonNode body, @Nullable Duration wait, String... path) {
        var request = request(method, body, wait, path);
        try (var client = client()) {
            var response = client.send(request, BodyHandlers.ofString());
            return ControlAnswer.of(response.statusCode(), response.body(), address);
        } catch (ConnectException problem) {
            throw new ServerUnreachable(
                    "nothing answers at %s: is the operator running, and its port exposed?"
                            .formatted(address));
        } catch (HttpTimeoutException problem) {
            throw new ServerUnreachable("%s did not answer in time".formatted(address));
        } catch (SSLException problem) {
            throw new ServerUnreachable(
                    "no trusted connection to %s: %s".formatted(address, problem.getMessage()));
        } catch (IOException problem) {
            throw new ServerUnreachable(
                    "the connection to %s broke: %s".formatted(address, problem.getMessage()));
        } catch (InterruptedException problem) {
            Thread.currentThread().interrupt();
            throw new ServerUnreachable("interrupted while waiting for " + address);
        }
    }

    private HttpRequest request(
            String method, @Nullable JsonNode body, @Nullable Duration wait, String... path) {
        var request =
                HttpRequest.newBuilder(uri(wait, path))
                        .timeout(wait == null ? timeout : timeout.plus(wait))
                        .header("Accept", "application/json")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body.toString()));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }

    private URI uri(@Nullable Duration wait, String... path) {
        var segments =
                Arrays.stream(path).map(ControlClient::escaped).collect(Collectors.joining("/"));
        try {
            return URI.create(
                    address + "/" + segments + (wait == null ? "" : "?wait=" + wait.toSeconds()));
        } catch (IllegalArgumentException problem) {
            throw new BadOption("--host is not the name of a host: " + address);
        }
    }

    private static String escaped(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpClient client() {
        var client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT);
        if (address.startsWith("https:")) {
            client.sslContext(stores.context()).sslParameters(protocols());
        } else {
            client.sslContext(NoTls.context());
        }
        return client.build();
    }

    private static SSLParameters protocols() {
        var parameters = new SSLParameters();
        parameters.setProtocols(TlsStores.PROTOCOLS.toArray(String[]::new));
        return parameters;
    }
}
