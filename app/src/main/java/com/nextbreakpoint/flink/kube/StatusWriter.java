package com.nextbreakpoint.flink.kube;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nextbreakpoint.flink.core.Resource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Replaces statuses, each only if its object is still the one that was read. */
public final class StatusWriter {
    /** What may be told of an object whose status cannot be read; the rest is left to its user. */
    private static final List<String> TELLING =
            List.of("resourceStatus", "timestamp", "observedGeneration", "conditions");

    private final Api api;
    private final BooleanSupplier leads;

    /**
     * @param leads asked before each write: nothing is written by a process that does not lead
     */
    public StatusWriter(Stores stores, BooleanSupplier leads) {
        this.api = stores.api();
        this.leads = leads;
    }

    /**
     * Writes the status whole and returns the object as it is then; the store has it, too. Of an
     * object whose status could not be read, only the conditions are written.
     *
     * @throws KubeConflict when the object changed or went since it was read; the store has its
     *     newest form then, and nothing was written
     * @throws KubeFailure when the API server refuses or does not answer, or this process does not
     *     lead any more
     */
    public <S, T> Resource<S, T> write(Store<Resource<S, T>> store, Resource<S, T> read, T status) {
        if (!leads.getAsBoolean()) {
            throw KubeFailure.notLeading();
        }
        try {
            return store.wrote(send(store.endpoint(), read, status));
        } catch (KubeConflict conflict) {
            var unused = store.live(read.meta().name());
            throw conflict;
        } catch (KubeFailure failure) {
            throw failure.isNotFound() ? new KubeConflict(failure.sentence()) : failure;
        }
    }

    private <S, T> HasMetadata send(Endpoint<?> endpoint, Resource<S, T> read, T status) {
        var meta = read.meta();
        ObjectNode tree = Json.MAPPER.valueToTree(status);
        var statusIsReadable = !read.malformed().startsWith(Reading.STATUS);
        var body =
                Map.<String, Object>of(
                        "apiVersion", endpoint.apiVersion(),
                        "kind", endpoint.kind(),
                        "metadata",
                                Map.of(
                                        "name", meta.name(),
                                        "namespace", meta.namespace(),
                                        "uid", meta.uid(),
                                        "resourceVersion", meta.resourceVersion()),
                        "status", statusIsReadable ? tree : tree.retain(TELLING));
        return statusIsReadable
                ? api.putStatus(endpoint, meta.name(), body)
                : api.patchStatus(endpoint, meta.name(), body);
    }
}
