package com.nextbreakpoint.flink.e2e;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** The YAML of the tests, with the names that images have on this cluster. */
final class Yaml {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final String PREFIX = System.getProperty("e2e.image-prefix", "");
    private static final String REGISTRY = "docker.io/";
    private static final String VERSION = System.getProperty("e2e.version", "");

    private Yaml() {}

    /** A resource or a part of one of the tests' own folder. */
    static ObjectNode own(String name) {
        var text = read("e2e/src/test/resources/e2e/" + name);
        return JSON.valueToTree(Serialization.unmarshal(text, Object.class));
    }

    /** The name of an image: with a prefix all are one level below it. */
    static String image(String name) {
        return PREFIX.isEmpty() ? name : PREFIX + "/" + name.replace('/', '-');
    }

    /** Another name of the image of a section: the one that says the registry, or leaves it out. */
    static String sameImage(JsonNode section) {
        assumeThat(PREFIX).as("images of a registry have but one name").isEmpty();
        var name = section.path("image").asText();
        return name.startsWith(REGISTRY) ? name.substring(REGISTRY.length()) : REGISTRY + name;
    }

    static String flinkctl() {
        return image("nextbreakpoint/flinkctl:" + VERSION);
    }

    /** The settings of the operator's chart for its image. */
    static String chartImage() {
        return "image.registry="
                + PREFIX
                + ",image.repository="
                + (PREFIX.isEmpty() ? "nextbreakpoint/flinkctl" : "nextbreakpoint-flinkctl");
    }

    /** Applies a file of the project. */
    static void apply(String file, String namespace) {
        var text = read(file).replace("local/minio:1", image("local/minio:1"));
        var stream = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        Toolbox.CLIENT
                .load(stream)
                .items()
                .forEach(
                        item -> {
                            var known =
                                    item.getMetadata().getNamespace() == null ? namespace : null;
                            if (known != null && !item.getKind().equals("Namespace")) {
                                item.getMetadata().setNamespace(known);
                            }
                            Toolbox.CLIENT.resource(item).serverSideApply();
                        });
    }

    private static String read(String file) {
        try {
            return Files.readString(TestCluster.PROJECT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
