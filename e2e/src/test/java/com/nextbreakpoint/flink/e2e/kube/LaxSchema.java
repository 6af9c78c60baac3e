package com.nextbreakpoint.flink.e2e.kube;

import static com.nextbreakpoint.flink.e2e.kube.Playground.until;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * A definition that takes anything for a while, as an older one might have done. The API server
 * takes some time to follow a changed definition; until then it drops the status of what is
 * created, without a word.
 */
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
        var lax = new LaxSchema(playground, strict);
        until(() -> !lax.refusesNonsense(), "the API server takes anything");
        return lax;
    }

    @Override
    public void close() {
        replace(playground.client(), strict);
        until(this::refusesNonsense, "the API server is strict again");
    }

    private boolean refusesNonsense() {
        return playground.refuses(
                """
                apiVersion: nextbreakpoint.com/v1
                kind: %s
                metadata: {name: nonsense}
                spec: {}
                """
                        .formatted(strict.getSpec().getNames().getKind()));
    }

    private static void replace(KubernetesClient client, CustomResourceDefinition definition) {
        var copy = new CustomResourceDefinitionBuilder(definition).build();
        copy.getMetadata().setResourceVersion(null);
        client.resource(copy).update();
    }
}
