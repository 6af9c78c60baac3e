package com.nextbreakpoint.flink.api.charts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.nextbreakpoint.flink.api.FlinkCluster;
import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.FlinkDeployment;
import com.nextbreakpoint.flink.api.FlinkDeploymentSpec;
import com.nextbreakpoint.flink.api.FlinkDeploymentStatus;
import com.nextbreakpoint.flink.api.FlinkJob;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.Schema;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The custom resource definition of a kind. */
record Crd(CustomResource<?, ?> kind, Class<?> spec, Class<?> status) {
    static final List<Crd> ALL =
            List.of(
                    new Crd(
                            new FlinkDeployment(),
                            FlinkDeploymentSpec.class,
                            FlinkDeploymentStatus.class),
                    new Crd(new FlinkCluster(), FlinkClusterSpec.class, FlinkClusterStatus.class),
                    new Crd(new FlinkJob(), FlinkJobSpec.class, FlinkJobStatus.class));

    private static final ObjectMapper YAML =
            YAMLMapper.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                    .build();

    /** The template of the chart; the template's actions are comments, so it is plain YAML too. */
    String template() {
        return """
        # Generated from the records of api: change those, then run `make generate`.
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: %s
          # {{- if .Values.keep }}
          annotations:
            helm.sh/resource-policy: keep
          # {{- end }}
        %s"""
                .formatted(kind.getCRDName(), yaml(map("spec", definition())));
    }

    String file() {
        return kind.getSingular() + ".yaml";
    }

    String name() {
        return kind.getKind();
    }

    Map<String, Object> schema() {
        var name = map("type", "string", "maxLength", 253);
        var schema = map("description", Comments.ofRecord(spec), "type", "object");
        schema.put("required", List.of("spec"));
        schema.put(
                "properties",
                map(
                        "metadata", map("type", "object", "properties", map("name", name)),
                        "spec", section("What is wanted.", spec),
                        "status", section("What became of it; written by the toolbox.", status)));
        var rules = SchemaOf.rules(kind.getClass());
        if (!rules.isEmpty()) {
            schema.put("x-kubernetes-validations", rules);
        }
        return schema;
    }

    /** Name, type, path and priority; the last four are those of every kind. */
    List<Map<String, Object>> columns() {
        var columns = new ArrayList<Map<String, Object>>();
        for (var column : kind.getClass().getAnnotationsByType(Schema.Column.class)) {
            columns.add(column(column.value(), typeOf(column.path()), column.path()));
        }
        columns.add(column("AGE", "date", ".metadata.creationTimestamp"));
        for (var member : List.of("status", "reason", "message")) {
            var name = member.equals("status") ? "READY" : member.toUpperCase(Locale.ROOT);
            var wide = column(name, "string", ".status.conditions[?(@.type=='Ready')]." + member);
            wide.put("priority", 1);
            columns.add(wide);
        }
        return columns;
    }

    private Map<String, Object> definition() {
        var version = map("name", kind.getVersion(), "served", true, "storage", true);
        version.put("subresources", subresources());
        version.put("additionalPrinterColumns", columns());
        version.put("schema", map("openAPIV3Schema", schema()));
        return map(
                "group", kind.getGroup(),
                "scope", "Namespaced",
                "names", names(),
                "versions", List.of(version));
    }

    private Map<String, Object> names() {
        return map(
                "kind", name(),
                "listKind", name() + "List",
                "plural", kind.getPlural(),
                "singular", kind.getSingular(),
                "shortNames", Arrays.asList(CustomResource.getShortNames(kind.getClass())),
                "categories", List.of("flink"));
    }

    private Map<String, Object> subresources() {
        var subresources = map("status", map());
        var scale = kind.getClass().getAnnotation(Schema.Scale.class);
        if (scale != null) {
            subresources.put(
                    "scale",
                    map(
                            "specReplicasPath", scale.spec(),
                            "statusReplicasPath", scale.status(),
                            "labelSelectorPath", ".status.labelSelector"));
        }
        return subresources;
    }

    private static Map<String, Object> section(String description, Class<?> type) {
        var section = map("description", description);
        section.putAll(SchemaOf.record(type));
        return section;
    }

    private String typeOf(String path) {
        var field = YAML.valueToTree(schema()).at(path.replace(".", "/properties/"));
        return field.path("format").asText().equals("date-time")
                ? "date"
                : field.path("type").asText();
    }

    private static Map<String, Object> column(String name, String type, String path) {
        return map("name", name, "type", type, "jsonPath", path);
    }

    static Map<String, Object> map(Object... keysAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private static String yaml(Object value) {
        try {
            return YAML.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
