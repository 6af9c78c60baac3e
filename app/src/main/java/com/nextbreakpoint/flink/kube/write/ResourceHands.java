package com.nextbreakpoint.flink.kube.write;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.Outcome;
import com.nextbreakpoint.flink.core.desired.Owner;
import com.nextbreakpoint.flink.kube.cache.Stores;
import com.nextbreakpoint.flink.kube.client.Api;
import com.nextbreakpoint.flink.kube.client.Endpoint;
import com.nextbreakpoint.flink.kube.client.Json;
import com.nextbreakpoint.flink.kube.client.KubeConflict;
import com.nextbreakpoint.flink.kube.client.KubeFailure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The actions on the three kinds of users' resources. */
final class ResourceHands {
    /** Apart from those who apply: an apply of theirs takes nothing away that is of this one. */
    private static final String METADATA_MANAGER = "flinkctl-metadata";

    private static final String DEPLOYMENT_MANAGER = "flinkctl-deployment";
    private static final int TRIES = 3;
    private static final List<String> REQUEST =
            List.of(
                    Names.REQUESTED_ACTION,
                    Names.WITHOUT_SAVEPOINT,
                    Names.RESTORE_FROM,
                    Names.ACTION_TIMESTAMP);

    private final Stores stores;
    private final Api api;

    ResourceHands(Stores stores, Api api) {
        this.stores = stores;
        this.api = api;
    }

    Outcome addFinalizer(Action.AddFinalizer add) {
        return patch(
                add.kind(),
                add.name(),
                meta -> {
                    var finalizers = new TreeSet<>(meta.finalizers());
                    var isNews = !meta.isDeleted() && finalizers.add(add.finalizer());
                    var isLabelled = meta.labels().entrySet().containsAll(add.labels().entrySet());
                    return isNews || !isLabelled
                            ? Map.of("finalizers", finalizers, "labels", add.labels())
                            : null;
                });
    }

    Outcome removeFinalizer(Action.RemoveFinalizer remove) {
        return patch(
                remove.kind(),
                remove.name(),
                meta -> {
                    var finalizers = new TreeSet<>(meta.finalizers());
                    return finalizers.remove(remove.finalizer())
                            ? Map.of("finalizers", finalizers)
                            : null;
                });
    }

    /** Nothing is reset when anything changed since: it may be another request by now. */
    Outcome resetRequest(Action.ResetRequest reset) {
        var annotations = JsonNodeFactory.instance.objectNode();
        annotations.put(Names.REQUESTED_ACTION, "NONE");
        annotations.putNull(Names.WITHOUT_SAVEPOINT);
        annotations.putNull(Names.RESTORE_FROM);
        // A5.1
        return patchOnce(
                reset.kind(),
                reset.name(),
                reset.resourceVersion(),
                Map.of("annotations", annotations));
    }

    Outcome scale(Action.Scale scale) {
        try {
            api.patchScale(
                    Endpoint.of(scale.kind()),
                    scale.name(),
                    Map.of("spec", Map.of("replicas", scale.replicas())));
            var unused = stores.of(scale.kind()).live(scale.name());
            return Outcome.DONE;
        } catch (KubeFailure failure) {
            return doneIfGone(failure);
        }
    }

    Outcome delete(Action.DeleteResource delete) {
        try {
            var options = Api.deletion(delete.uid(), "Background");
            api.delete(Endpoint.of(delete.kind()), delete.name(), options)
                    .ifPresent(stores.of(delete.kind())::wrote);
            return Outcome.DONE;
        } catch (KubeConflict another) {
            return Outcome.DONE; // An object of another uid: the one that was meant is gone.
        } catch (KubeFailure failure) {
            return doneIfGone(failure);
        }
    }

    Outcome apply(Action.ApplyCluster apply) {
        return apply(
                Kind.FlinkCluster,
                apply.name(),
                apply.owner(),
                apply.resourceVersion(),
                child(apply.owner(), apply.name(), apply.labels(), Map.of()),
                Json.SPARSE.valueToTree(apply.spec()));
    }

    Outcome apply(Action.ApplyFlinkJob apply) {
        var metadata = child(apply.owner(), apply.name(), apply.labels(), apply.annotations());
        metadata.putArray("finalizers").add(Names.OPERATOR_FINALIZER);
        return apply(
                Kind.FlinkJob,
                apply.name(),
                apply.owner(),
                apply.resourceVersion(),
                metadata,
                Json.SPARSE.valueToTree(apply.spec()));
    }

    private Outcome apply(
            Kind kind,
            String name,
            Meta owner,
            @Nullable String resourceVersion,
            ObjectNode metadata,
            ObjectNode spec) {
        var store = stores.of(kind);
        if (resourceVersion == null) {
            // Apply cannot say "only if there is none", so it is asked before.
            var there = store.live(name).orElse(null);
            if (there != null) {
                return exists(kind, there.meta(), owner);
            }
        } else {
            var there = store.get(name).orElse(null);
            if (there == null || !there.meta().resourceVersion().equals(resourceVersion)) {
                return new Outcome.Failed(kind + " " + name + " changed since it was read");
            }
            metadata.put("resourceVersion", resourceVersion);
            metadata.set("annotations", Json.MAPPER.valueToTree(pendingRequest(there.meta())));
        }
        var body =
                Map.of(
                        "apiVersion",
                        Owner.API_VERSION,
                        "kind",
                        kind.name(),
                        "metadata",
                        metadata,
                        "spec",
                        spec);
        store.wrote(api.apply(Endpoint.of(kind), name, body, DEPLOYMENT_MANAGER));
        return Outcome.DONE;
    }

    private static Outcome exists(Kind kind, Meta there, Meta owner) {
        // D8.foreign
        if (!there.ownerUid().equals(owner.uid())) {
            return new Outcome.Refused(
                    "there is a "
                            + kind
                            + " "
                            + there.name()
                            + " that does not belong to this"
                            + " FlinkDeployment: delete it, or rename yours");
        }
        return new Outcome.Failed(kind + " " + there.name() + " exists already, observing it");
    }

    /**
     * What was applied at the creation and is left out now would be removed, so a request that
     * nobody took yet is carried along.
     */
    private static Map<String, String> pendingRequest(Meta child) {
        var pending = new TreeMap<>(child.annotations());
        pending.keySet().retainAll(REQUEST);
        return pending;
    }

    private static ObjectNode child(
            Meta owner, String name, Map<String, String> labels, Map<String, String> annotations) {
        return Json.MAPPER.valueToTree(
                Map.of(
                        "name", name,
                        "namespace", owner.namespace(),
                        "labels", labels,
                        "annotations", annotations,
                        "ownerReferences",
                                List.of(new Owner(Kind.FlinkDeployment, owner).reference())));
    }

    /** Patches the metadata as it follows from what is there; null: nothing is to be done. */
    private Outcome patch(Kind kind, String name, Function<Meta, @Nullable Map<String, ?>> change) {
        var meta = stores.of(kind).get(name).map(found -> found.meta()).orElse(null);
        Outcome outcome = Outcome.DONE;
        for (int i = 0; i < TRIES && meta != null; i++) {
            var changed = change.apply(meta);
            if (changed == null) {
                return Outcome.DONE;
            }
            outcome = patchOnce(kind, name, meta.resourceVersion(), changed);
            if (!(outcome instanceof Outcome.Failed)) {
                return outcome;
            }
            meta = stores.of(kind).live(name).map(found -> found.meta()).orElse(null);
        }
        return meta == null ? Outcome.DONE : outcome;
    }

    private Outcome patchOnce(
            Kind kind, String name, String resourceVersion, Map<String, ?> metadata) {
        var guarded = new TreeMap<String, Object>(metadata);
        guarded.put("resourceVersion", resourceVersion);
        try {
            var body = Map.of("metadata", guarded);
            stores.of(kind).wrote(api.patch(Endpoint.of(kind), name, body, METADATA_MANAGER));
            return Outcome.DONE;
        } catch (KubeFailure failure) {
            return doneIfGone(failure);
        }
    }

    private static Outcome doneIfGone(KubeFailure failure) {
        return failure.isNotFound() ? Outcome.DONE : failure.outcome();
    }
}
