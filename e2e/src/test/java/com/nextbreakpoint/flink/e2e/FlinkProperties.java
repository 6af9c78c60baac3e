package com.nextbreakpoint.flink.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Flink's configuration in the clusters of tests, from flink.yaml: quick, or with Flink's own
 * defaults. Each is a ConfigMap that the pods read.
 */
final class FlinkProperties {
    /** The ConfigMap that cluster.yaml names. */
    private static final String QUICK = "properties";

    private FlinkProperties() {}

    /** Makes the configuration that every cluster reads that asks for no other. */
    static void install() {
        create(QUICK, quick());
    }

    /** What saves time, with what is needed. */
    static String quick() {
        return defaults()
                + changed()
                        .map(one -> line(one.path("setting").asText(), one.path("value")))
                        .collect(Collectors.joining());
    }

    /** Nothing but what is needed: for the rest Flink's own defaults hold. */
    static String defaults() {
        return Yaml.own("flink.yaml")
                .path("needed")
                .propertyStream()
                .map(one -> line(one.getKey(), one.getValue()))
                .collect(Collectors.joining());
    }

    /** The settings of which tests have others than Flink's defaults. */
    static Stream<JsonNode> changed() {
        return Yaml.own("flink.yaml").path("changed").valueStream();
    }

    /** Has all pods of a cluster read these properties, from a ConfigMap of this name. */
    static void give(ObjectNode clusterSpec, String name, String properties) {
        create(name, properties);
        for (var role : new String[] {"/jobManager", "/taskManager"}) {
            var from = clusterSpec.withObject(role).withArray("environmentFrom").removeAll();
            from.addObject().putObject("configMapRef").put("name", name);
        }
    }

    private static void create(String name, String properties) {
        var map = Yaml.JSON.createObjectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
        map.putObject("metadata").put("name", name);
        map.putObject("data").put("FLINK_PROPERTIES", properties);
        Toolbox.CLIENT.resource(map.toString()).inNamespace(Toolbox.NAMESPACE).serverSideApply();
    }

    private static String line(String setting, JsonNode value) {
        return setting + ": " + value.asText() + "\n";
    }
}
