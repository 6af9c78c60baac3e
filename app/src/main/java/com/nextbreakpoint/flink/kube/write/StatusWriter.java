package com.nextbreakpoint.flink.kube.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.Step;
import com.nextbreakpoint.flink.kube.cache.Reading;
import com.nextbreakpoint.flink.kube.cache.Store;
import com.nextbreakpoint.flink.kube.client.Api;
import com.nextbreakpoint.flink.kube.client.Endpoint;
import com.nextbreakpoint.flink.kube.client.Json;
import com.nextbreakpoint.flink.kube.client.KubeConflict;
import com.nextbreakpoint.flink.kube.client.KubeFailure;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replaces statuses, each only if its object is still the one that was read. */
public final class StatusWriter {
    /** What may be told of an object whose status cannot be read; the rest is left to its user. */
    private static final List<String> TELLING =
            List.of("resourceStatus", "timestamp", "observedGeneration", "conditions");

    private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);

    private final Api api;
    private final Events events;
    private final Tools.Meters meters;

    /** What was said last of each object that is refused: it is said once. */
    private final Remembered<String> complaints = new Remembered<>();

    /** Nothing is written by a process that does not lead. */
    public StatusWriter(Tools tools) {
        this.api = tools.stores().apiOfLeader(tools.leads());
        this.events = tools.events();
        this.meters = tools.meters();
    }

    /**
     * Writes the status whole and returns the object as it is then; the store has it, too. Of an
     * object whose status could not be read, only the conditions are written.
     *
     * @throws KubeConflict when the object changed or went since it was read; the store has its
     *     newest form then, and nothing was written
     * @throws KubeFailure when the API server does not answer or refuses, which is counted and told
     *     in an Event, or this process does not lead any more
     */
    public <S, T> Resource<S, T> write(Store<Resource<S, T>> store, Resource<S, T> read, T status) {
        try {
            var written = store.wrote(send(store.endpoint(), read, status));
            complaints.forget(read.meta().name());
            return written;
        } catch (KubeConflict conflict) {
            var unused = store.live(read.meta().name());
            throw conflict;
        } catch (KubeFailure failure) {
            if (failure.isNotFound()) {
                complaints.forget(read.meta().name());
                throw new KubeConflict(failure.sentence());
            }
            if (failure.isRefusal())
                refused(Kind.valueOf(store.endpoint().kind()), read.meta(), failure);
            throw failure;
        }
    }

    private void refused(Kind kind, Meta meta, KubeFailure failure) {
        meters.statusRefused(kind);
        var message =
                "The status cannot be written, and nothing is done until it can: "
                        + failure.sentence();
        events.tell(kind, meta, Step.Notice.warning("StatusRefused", message));
        if (!complaints.put(meta, message).equals(Optional.of(message))) {
            LOG.warn("{} {}: {}", kind, meta.name(), message);
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
                                        // H9.fence
                                        "resourceVersion", meta.resourceVersion()),
                        "status", statusIsReadable ? tree : tree.retain(TELLING));
        return statusIsReadable
                ? api.putStatus(endpoint, meta.name(), body)
                : api.patchStatus(endpoint, meta.name(), body);
    }
}
