package com.nextbreakpoint.flink.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.kube.cache.Store;
import com.nextbreakpoint.flink.kube.cache.Stores;
import com.nextbreakpoint.flink.kube.client.KubeFailure;
import com.nextbreakpoint.flink.kube.write.UserWrites;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The resources that Kubernetes has. */
public final class KubeResources implements Resources {
    private final Stores stores;
    private final UserWrites writes;

    public KubeResources(Stores stores) {
        this.stores = stores;
        this.writes = new UserWrites(stores);
    }

    @Override
    public List<Item> list(Kind kind) {
        return store(kind).list().stream().map(resource -> item(kind, resource)).toList();
    }

    @Override
    public Optional<Item> find(Kind kind, String name) {
        return store(kind).get(name).map(resource -> item(kind, resource));
    }

    @Override
    public void create(Kind kind, String name, Map<String, String> labels, JsonNode spec) {
        carryOut(() -> writes.create(kind, name, labels, spec));
    }

    @Override
    public void replace(Kind kind, String name, UnaryOperator<JsonNode> change) {
        carryOut(() -> writes.replace(kind, name, change));
    }

    @Override
    public void delete(Kind kind, String name) {
        carryOut(() -> writes.delete(kind, name));
    }

    @Override
    public void annotate(
            Kind kind, String name, Map<String, String> annotations, Set<String> removed) {
        carryOut(() -> writes.annotate(kind, name, annotations, removed));
    }

    @Override
    public void scale(Kind kind, String name, int replicas) {
        carryOut(() -> writes.scale(kind, name, replicas));
    }

    private Store<? extends Resource<?, ?>> store(Kind kind) {
        return switch (kind) {
            case FlinkDeployment -> stores.deployments();
            case FlinkCluster -> stores.clusters();
            case FlinkJob -> stores.jobs();
        };
    }

    private static Item item(Kind kind, Resource<?, ?> resource) {
        return new Item(
                kind,
                resource.meta(),
                ShownJson.spec(resource.spec()),
                resource.malformed(),
                ShownJson.status(resource.status()));
    }

    private static void carryOut(Runnable write) {
        try {
            write.run();
        } catch (KubeFailure failure) {
            throw new ApiProblem(status(failure), String.valueOf(failure.getMessage()));
        }
    }

    /** What the API server finds wrong with the request is the client's, all else is ours. */
    private static int status(KubeFailure failure) {
        return switch (failure.code()) {
            case 404 -> ApiProblem.NOT_FOUND;
            case 409 -> ApiProblem.CONFLICT;
            case 400, 413, 422 -> ApiProblem.UNPROCESSABLE;
            case 403 -> isOurs(failure) ? ApiProblem.BAD_GATEWAY : ApiProblem.UNPROCESSABLE;
            case 0, 429, 503 -> ApiProblem.UNAVAILABLE;
            case 504 -> ApiProblem.TIMED_OUT;
            default -> ApiProblem.BAD_GATEWAY;
        };
    }

    /** Our own account may not do it; otherwise a policy or quota of the user's forbids it. */
    private static boolean isOurs(KubeFailure failure) {
        return String.valueOf(failure.getMessage()).contains("User \"");
    }
}
