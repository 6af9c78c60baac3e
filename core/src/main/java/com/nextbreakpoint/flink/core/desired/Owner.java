package com.nextbreakpoint.flink.core.desired;

import com.nextbreakpoint.flink.api.Schema;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Meta;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Map;

/** The custom resource that an object belongs to and goes with. */
public record Owner(Kind kind, Meta meta) {
    public static final String API_VERSION = Schema.GROUP + "/" + Schema.VERSION;

    static Owner cluster(Meta meta) {
        return new Owner(Kind.FlinkCluster, meta);
    }

    static Owner job(Meta meta) {
        return new Owner(Kind.FlinkJob, meta);
    }

    public OwnerReference reference() {
        return new OwnerReferenceBuilder()
                .withApiVersion(API_VERSION)
                .withKind(kind.name())
                .withName(meta.name())
                .withUid(meta.uid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }

    /** The metadata of an object that this resource owns. */
    ObjectMeta child(String name, Map<String, String> labels, Map<String, String> annotations) {
        return new ObjectMetaBuilder()
                .withNamespace(meta.namespace())
                .withName(name)
                .withLabels(labels)
                .withAnnotations(annotations.isEmpty() ? null : annotations)
                .withOwnerReferences(reference())
                .build();
    }
}
