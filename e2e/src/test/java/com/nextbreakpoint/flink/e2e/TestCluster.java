package com.nextbreakpoint.flink.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nextbreakpoint.flink.core.Kind;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The cluster that tests may do everything to, and the project's own kubectl and Helm on it. */
public final class TestCluster {
    public static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private static final String KINDS =
            "crd/flinkdeployments.nextbreakpoint.com crd/flinkclusters.nextbreakpoint.com"
                    + " crd/flinkjobs.nextbreakpoint.com";

    private TestCluster() {}

    public static KubernetesClient client() {
        var config = Config.fromKubeconfig(kubeconfig());
        var key = new String(Base64.getDecoder().decode(config.getClientKeyData()), UTF_8);
        config.setClientKeyAlgo(key.contains("RSA") ? "RSA" : "EC");
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** Deletes a namespace in which no operator is left that would let its resources go. */
    public static void abandon(KubernetesClient client, String namespace) {
        for (var kind : Kind.values()) {
            var all = client.genericKubernetesResources("nextbreakpoint.com/v1", kind.name());
            var held = all.inNamespace(namespace);
            for (var one : held.list().getItems()) {
                held.withName(one.getMetadata().getName())
                        .patch(
                                PatchContext.of(PatchType.JSON_MERGE),
                                "{\"metadata\":{\"finalizers\":null}}");
            }
        }
        client.namespaces().withName(namespace).delete();
    }

    /** Runs kubectl with arguments that are separated by blanks; returns what it printed. */
    public static String kubectl(String arguments) {
        return run("kubectl", List.of(arguments.split(" ")));
    }

    /** Runs Helm in the project's folder with arguments that are separated by blanks. */
    static String helm(String arguments) {
        return run("helm", List.of(arguments.split(" ")));
    }

    /**
     * Has dev/cluster.sh do something to this cluster, which is one of its own.
     *
     * @param arguments separated by blanks
     */
    public static void control(String command, String arguments) {
        var name = Config.fromKubeconfig(kubeconfig()).getCurrentContext().getName();
        var line = new ArrayList<>(List.of("dev/cluster.sh", command, name));
        line.addAll(List.of(arguments.split(" ")));
        execute(line, command + " " + arguments);
    }

    /** Runs a script of the project; returns what it printed. */
    public static String script(String... command) {
        return execute(List.of(command), String.join(" ", command));
    }

    /** Makes sure that the three kinds are defined, whoever else needs them. */
    public static synchronized void defineKinds() {
        helm("upgrade flink-k8s-toolbox-crd --install helm/flink-k8s-toolbox-crd -n default");
        // One that was only just created has no conditions, which kubectl's own wait takes for an
        // error.
        var established = "{.items[*].status.conditions[?(@.type==\"Established\")].status}";
        Await.until(
                "the kinds are established",
                Duration.ofMinutes(1),
                () ->
                        kubectl("get " + KINDS + " -o jsonpath=" + established)
                                .strip()
                                .equals("True True True"));
    }

    /**
     * Deletes the three kinds with all their resources. Helm's own {@code --wait} may overlook that
     * they are gone, and then lasts for five minutes. Kubernetes looks for up to a minute whether
     * the resources are gone before it tries again.
     */
    static void forgetKinds() {
        helm("uninstall flink-k8s-toolbox-crd -n default");
        try {
            kubectl("wait --for=delete --timeout=180s " + KINDS);
        } catch (AssertionError late) {
            throw new AssertionError(kubectl("get --ignore-not-found -o yaml " + KINDS), late);
        }
    }

    public static File kubeconfig() {
        var path = System.getProperty("e2e.kubeconfig", "");
        if (!new File(path).isFile()) {
            throw new IllegalStateException(
                    "-De2e.kubeconfig must name the kubeconfig of a test cluster: dev/cluster.sh up test");
        }
        return new File(path);
    }

    private static String run(String tool, List<String> arguments) {
        var command =
                new ArrayList<>(
                        List.of(
                                "bash",
                                "-c",
                                "exec \"$(dev/tools/build.sh --path " + tool + ")\" \"$@\"",
                                tool));
        command.addAll(arguments);
        return execute(command, tool + " " + String.join(" ", arguments));
    }

    private static String execute(List<String> command, String what) {
        var builder =
                new ProcessBuilder(command).directory(PROJECT.toFile()).redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", kubeconfig().getPath());
        try {
            var process = builder.start();
            try (var output = process.getInputStream()) {
                var text = new String(output.readAllBytes(), UTF_8);
                if (process.waitFor() != 0) {
                    throw new AssertionError(what + "\n" + text);
                }
                return text;
            }
        } catch (IOException e) {
            throw new AssertionError(what + " cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(what + " was interrupted", e);
        }
    }
}
