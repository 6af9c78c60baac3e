package com.nextbreakpoint.flink.e2e.kube;

import static com.nextbreakpoint.flink.e2e.kube.Playground.until;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;

/** A definition that takes anything for a while, as an older one might have done. */
record LaxSchema(Playground playground, CustomResourceDefinition strict) implements AutoCloseable {
    static LaxSchema of(Playground playground, String definition) {
        var client = playground.client();
        var strict =
                client.apiextensions().v1().customResourceDefinitions().withName(definition).get();
        var anything = new JSONSchemaProps();
        anything.setType("object");
        anything.setXKubernetesPreserveUnknownFields(true);
        replace(
                client,
                new CustomResourceDefinitionBuilder(strict)
                        .editSpec()
                        .editFirstVersion()
                        .withSubresources(null)
                        .editSchema()
                        .withOpenAPIV3Schema(anything)
                        .endSchema()
                        .endVersion()
                        .endSpec()
                        .build());
        return new LaxSchema(playground, strict);
    }

    /** The API server takes some time to follow a changed definition. */
    void create(String yaml) {
        until(
                () -> {
                    try {
                        return playground.create(yaml) != null;
                    } catch (KubernetesClientException refused) {
                        return false;
                    }
                },
                "the API server takes anything");
    }

    @Override
    public void close() {
        replace(playground.client(), strict);
        var nonsense =
                """
                apiVersion: nextbreakpoint.com/v1
                kind: %s
                metadata: {name: nonsense}
                spec: {}
                """
                        .formatted(strict.getSpec().getNames().getKind());
        until(() -> playground.refuses(nonsense), "the API server is strict again");
    }

    private static void replace(KubernetesClient client, CustomResourceDefinition definition) {
        var copy = new CustomResourceDefinitionBuilder(definition).build();
        copy.getMetadata().setResourceVersion(null);
        client.resource(copy).update();
    }
}
