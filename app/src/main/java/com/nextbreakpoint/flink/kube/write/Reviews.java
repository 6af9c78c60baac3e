package com.nextbreakpoint.flink.kube.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nextbreakpoint.flink.api.Schema;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.kube.cache.Stores;
import com.nextbreakpoint.flink.kube.client.Api;
import com.nextbreakpoint.flink.kube.client.Endpoint;
import com.nextbreakpoint.flink.kube.client.KubeFailure;
import java.util.Locale;
import java.util.Optional;

/**
 * Whom a bearer token belongs to, and what they may do in our namespace, as the API server says.
 * Each method throws a {@link KubeFailure}.
 */
public final class Reviews {
    private static final String JSON = "application/json";

    private final Api api;

    public Reviews(Stores stores) {
        this.api = stores.api();
    }

    /**
     * The holder of a token.
     *
     * @param account as the API server describes it, to be shown to it again
     */
    public record User(String name, JsonNode account) {}

    /** Empty when the token is not valid. */
    public Optional<User> user(String token) {
        var spec = JsonNodeFactory.instance.objectNode().put("token", token);
        var status = ask("apis/authentication.k8s.io/v1", "TokenReview", spec);
        var account = status.path("user");
        return status.path("authenticated").asBoolean()
                ? Optional.of(new User(account.path("username").asText(), account))
                : Optional.empty();
    }

    /**
     * Whether a user may do this to a resource of ours.
     *
     * @param subresource "" for the resource itself
     * @param name "" for all of them
     */
    public boolean allows(User user, String verb, Kind kind, String subresource, String name) {
        var spec = JsonNodeFactory.instance.objectNode().put("user", user.name());
        for (var member : new String[] {"uid", "groups", "extra"}) {
            user.account().optional(member).ifPresent(value -> spec.set(member, value));
        }
        spec.putObject("resourceAttributes")
                .put("namespace", api.namespace())
                .put("verb", verb)
                .put("group", Schema.GROUP)
                .put("version", Schema.VERSION)
                .put("resource", plural(kind))
                .put("subresource", subresource)
                .put("name", name);
        return ask("apis/authorization.k8s.io/v1", "SubjectAccessReview", spec)
                .path("allowed")
                .asBoolean();
    }

    public static String plural(Kind kind) {
        return Endpoint.of(kind).plural();
    }

    /** The status of a review. */
    private JsonNode ask(String group, String kind, ObjectNode spec) {
        var review =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("apiVersion", group.substring("apis/".length()))
                        .put("kind", kind);
        review.set("spec", spec);
        var path = group + "/" + kind.toLowerCase(Locale.ROOT) + "s";
        return api.send("POST", path, JSON, review.toString(), JsonNode.class).path("status");
    }
}
