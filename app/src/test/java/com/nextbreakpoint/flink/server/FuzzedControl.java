package com.nextbreakpoint.flink.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.tls.TlsStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/**
 * The control interface for {@code dev/fuzz.sh}: before resources that are always as they should be
 * and a Flink that answers all questions, so that each 5xx is the interface's own fault.
 */
final class FuzzedControl {
    private final FakeResources resources = new FakeResources();

    private FuzzedControl() {}

    /**
     * Serves until the process is ended.
     *
     * @param args the file into which the port is written
     */
    public static void main(String[] args) throws Exception {
        var control = new FuzzedControl();
        control.fill();
        var api =
                new ControlApi(
                        control.resources,
                        cluster -> FuzzedControl::answer,
                        Guard.OPEN,
                        InstantSource.system());
        var server = api.start(0, new TlsStores(null, null));
        Files.writeString(Path.of(args[0]), String.valueOf(server.port()));
        while (server.isRunning()) {
            control.obey();
            control.fill();
            Thread.sleep(20);
        }
    }

    /** What the examples of the document name is always there. */
    private void fill() {
        var demo = add(Kind.FlinkDeployment, "demo", "", Map.of("cluster", Map.of())).meta().uid();
        add(Kind.FlinkCluster, "demo", demo, Map.of("taskManagers", 1));
        add(Kind.FlinkCluster, "lone", "", Map.of("taskManagers", 1));
        add(Kind.FlinkJob, "demo-average", demo, Map.of("clusterName", "demo"));
        add(Kind.FlinkJob, "lone-average", "", Map.of("clusterName", "lone"));
    }

    private Item add(Kind kind, String name, String owner, Map<String, Object> spec) {
        return resources.find(kind, name).orElseGet(() -> resources.add(kind, name, owner, spec));
    }

    private void obey() {
        for (var kind : Kind.values()) {
            for (var item : resources.list(kind)) {
                var name = item.meta().name();
                var asked = item.meta().annotations().getOrDefault(Names.REQUESTED_ACTION, "");
                var now = asked.equals("STOP") ? "Stopped" : "Started";
                resources.obey(kind, name, asked.isEmpty() ? "" : now);
            }
        }
    }

    private static JsonNode answer(String path) {
        var nodes = JsonNodeFactory.instance;
        if (path.contains("metrics")) {
            return nodes.arrayNode();
        }
        var answer = nodes.objectNode().put("path", path);
        answer.putArray("taskmanagers");
        return answer;
    }
}
