package com.nextbreakpoint.flink.kube.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Plain requests to the API server in one namespace. All answer within the time limit, or throw a
 * {@link KubeFailure}.
 */
public final class Api {
    private static final String JSON = "application/json";
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String APPLY_PATCH = "application/apply-patch+yaml";

    /** Of lists no more than the metadata is asked for; where nobody knows the form, all of it. */
    private static final String METADATA =
            "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";

    /** So many objects are in memory at a time while a list is read. */
    public static final long PAGE = 250;

    private final KubernetesClient client;
    private final HttpClient http;
    private final String namespace;
    private final Duration limit;
    private final BooleanSupplier may;

    public Api(KubernetesClient client, String namespace, Duration limit) {
        this(client, client.getHttpClient(), namespace, limit, () -> true);
    }

    private Api(
            KubernetesClient client,
            HttpClient http,
            String namespace,
            Duration limit,
            BooleanSupplier may) {
        this.client = client;
        this.http = http;
        this.namespace = namespace;
        this.limit = limit;
        this.may = may;
    }

    /**
     * Requests of somebody who may send them only for some time: none begins later, and none is
     * under way for longer than the limit. The client would send what failed again, also after we
     * gave it up.
     *
     * @param may asked right before each request
     */
    public Api sentOnce(Duration within, BooleanSupplier may) {
        var config = new RequestConfigBuilder(client.getConfiguration().getRequestConfig());
        var once = config.withRequestRetryBackoffLimit(0).build();
        var sender = client.getHttpClient().newBuilder().tag(once).build();
        return new Api(client, sender, namespace, within, may);
    }

    /**
     * How something is deleted.
     *
     * @param uid of the object that is meant, null: whichever has the name
     */
    public static DeleteOptions deletion(@Nullable String uid, @Nullable String propagation) {
        var options = new DeleteOptionsBuilder().withPropagationPolicy(propagation);
        return uid == null
                ? options.build()
                : options.withNewPreconditions().withUid(uid).endPreconditions().build();
    }

    public String namespace() {
        return namespace;
    }

    String serverVersion() {
        return send("GET", "version", null, null, JsonNode.class).path("gitVersion").asText();
    }

    public <R extends HasMetadata> Optional<R> get(Endpoint<R> endpoint, String name) {
        try {
            return Optional.of(
                    send("GET", endpoint.path(namespace, name), null, null, endpoint.type()));
        } catch (KubeFailure failure) {
            if (failure.isNotFound()) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /**
     * Tells of each object its name and version as the API server has them now, not as one of its
     * caches has. Returns the version at which they were read.
     */
    public long versions(
            Endpoint<?> endpoint, String labelSelector, BiConsumer<String, Long> each) {
        var path = endpoint.path(namespace) + "?limit=" + PAGE;
        var selected = labelSelector.isEmpty() ? "" : "&labelSelector=" + encoded(labelSelector);
        var token = "";
        JsonNode page;
        do {
            var from = token.isEmpty() ? "" : "&continue=" + encoded(token);
            page = metadata(path + selected + from);
            for (var item : page.path("items")) {
                var meta = item.path("metadata");
                each.accept(meta.path("name").asText(), meta.path("resourceVersion").asLong());
            }
            token = page.at("/metadata/continue").asText("");
        } while (!token.isEmpty());
        return page.at("/metadata/resourceVersion").asLong();
    }

    private JsonNode metadata(String path) {
        return answer(
                exchange(request("GET", path, null, null).header("Accept", METADATA)),
                JsonNode.class);
    }

    public <R extends HasMetadata> R create(Endpoint<R> endpoint, R object) {
        var path = endpoint.path(namespace) + "?fieldManager=flinkctl";
        return send("POST", path, JSON, Json.text(object), endpoint.type());
    }

    public <R extends HasMetadata> R replace(Endpoint<R> endpoint, R object) {
        var path = endpoint.path(namespace, object.getMetadata().getName());
        return send("PUT", path, JSON, Json.text(object), endpoint.type());
    }

    /** Creates nothing; throws what a creation would. */
    public void rehearse(HasMetadata object) {
        var version = object.getApiVersion();
        var root = version.contains("/") ? "apis" : "api";
        var path =
                "%s/%s/namespaces/%s/%s?dryRun=All"
                        .formatted(root, version, namespace, object.getPlural());
        send("POST", path, JSON, Json.text(object), JsonNode.class);
    }

    /** Server-side apply: what this manager applied before and leaves out now is removed. */
    public <R extends HasMetadata> R apply(
            Endpoint<R> endpoint, String name, Object body, String by) {
        var path = endpoint.path(namespace, name) + "?force=true&fieldManager=" + by;
        return send("PATCH", path, APPLY_PATCH, Json.text(body), endpoint.type());
    }

    public <R extends HasMetadata> R patch(
            Endpoint<R> endpoint, String name, Object body, String by) {
        var path = endpoint.path(namespace, name) + "?fieldManager=" + by;
        return send("PATCH", path, MERGE_PATCH, Json.text(body), endpoint.type());
    }

    public void patchScale(Endpoint<?> endpoint, String name, Object body) {
        var path = endpoint.path(namespace, name) + "/scale";
        send("PATCH", path, MERGE_PATCH, Json.text(body), JsonNode.class);
    }

    public <R extends HasMetadata> R putStatus(Endpoint<R> endpoint, String name, Object body) {
        var path = endpoint.path(namespace, name) + "/status?fieldManager=flinkctl";
        return send("PUT", path, JSON, Json.text(body), endpoint.type());
    }

    public <R extends HasMetadata> R patchStatus(Endpoint<R> endpoint, String name, Object body) {
        var path = endpoint.path(namespace, name) + "/status?fieldManager=flinkctl";
        return send("PATCH", path, MERGE_PATCH, Json.text(body), endpoint.type());
    }

    /** The object as it is now, when it is not gone at once. */
    public <R extends HasMetadata> Optional<R> delete(
            Endpoint<R> endpoint, String name, DeleteOptions options) {
        var path = endpoint.path(namespace, name);
        var answer = send("DELETE", path, JSON, Json.text(options), JsonNode.class);
        return answer.path("kind").asText().equals(endpoint.kind())
                ? Optional.of(Json.convert(answer, endpoint.type()))
                : Optional.empty();
    }

    public <T> T send(
            String method,
            String path,
            @Nullable String contentType,
            @Nullable String body,
            Class<T> answer) {
        return answer(exchange(request(method, path, contentType, body)), answer);
    }

    private static <T> T answer(HttpResponse<String> response, Class<T> type) {
        if (response.isSuccessful()) {
            return Json.parse(response.body(), type);
        }
        throw failure(response);
    }

    private HttpRequest.Builder request(
            String method, String path, @Nullable String contentType, @Nullable String body) {
        return http.newHttpRequestBuilder()
                .uri(client.getMasterUrl() + bounded(method, path))
                .method(method, contentType, body)
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        if (!may.getAsBoolean()) {
            throw KubeFailure.notLeading();
        }
        var begun = System.nanoTime();
        var answer = begin(request.build());
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException broken) {
            var inTime = System.nanoTime() - begun < limit.toNanos();
            throw inTime ? unreachable(broken) : late(broken);
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw late(late);
        } catch (InterruptedException interrupted) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new KubeFailure("interrupted while asking the API server", interrupted);
        }
    }

    /** What changes something ends on the API server's side, too, when we do not wait any more. */
    private String bounded(String method, String path) {
        return method.equals("GET")
                ? path
                : path + (path.contains("?") ? "&" : "?") + "timeout=" + limit.toMillis() + "ms";
    }

    /** The client itself may fail before it sends anything, for instance for want of a token. */
    private CompletableFuture<HttpResponse<String>> begin(HttpRequest request) {
        try {
            return http.sendAsync(request, String.class);
        } catch (RuntimeException failed) {
            throw unreachable(failed);
        }
    }

    private KubeFailure late(Exception why) {
        return new KubeFailure(
                "the API server did not answer within " + limit.toSeconds() + " s", why);
    }

    private KubeFailure unreachable(Throwable why) {
        return new KubeFailure(
                "the API server " + client.getMasterUrl() + " cannot be reached: " + root(why),
                why);
    }

    private static KubeFailure failure(HttpResponse<String> response) {
        var code = response.code();
        try {
            var status = Json.MAPPER.readTree(response.bodyString());
            var reason = status.path("reason").asText("");
            var message = status.path("message").asText("HTTP " + code);
            return code == 409 && reason.equals("Conflict")
                    ? new KubeConflict(message)
                    : new KubeFailure(code, reason, message);
        } catch (JsonProcessingException noStatus) {
            return new KubeFailure(code, "", "the API server answered with HTTP " + code);
        } catch (IOException broken) {
            return new KubeFailure("the API server's answer broke off: " + broken, broken);
        }
    }

    /** Many failures say what is wrong only in their innermost cause. */
    public static String root(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        var name = cause.getClass().getSimpleName();
        return cause.getMessage() == null ? name : name + ": " + cause.getMessage();
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8);
    }
}
