package com.nextbreakpoint.flink.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The toolbox as users install it: the three charts, once for all tests of a run, with a namespace
 * for Flink and the object storage beside it. All of it goes at the end of the run.
 */
final class Toolbox
        implements BeforeAllCallback, BeforeClassTemplateInvocationCallback, AutoCloseable {
    static final String OPERATOR_NAMESPACE = "e2e-operator";
    static final String NAMESPACE = "e2e";
    static final KubernetesClient CLIENT = TestCluster.client();
    static final Duration MINUTE = Duration.ofMinutes(1);

    private static final String STORAGE_NAMESPACE = "minio";
    private static final String TARGET =
            " --namespace " + OPERATOR_NAMESPACE + " --set targetNamespace=" + NAMESPACE;

    @Override
    public void beforeClassTemplateInvocation(ExtensionContext context) {
        beforeAll(context);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Toolbox.class))
                .computeIfAbsent(
                        Toolbox.class,
                        key -> {
                            install();
                            return this;
                        },
                        Toolbox.class);
    }

    @Override
    public void close() {
        uninstallOperator("e2e-operator");
        TestCluster.helm("uninstall e2e-roles --namespace " + OPERATOR_NAMESPACE);
        TestCluster.kubectl(
                "delete namespace %s %s %s"
                        .formatted(OPERATOR_NAMESPACE, NAMESPACE, STORAGE_NAMESPACE));
        TestCluster.forgetKinds();
        CLIENT.close();
    }

    private static void install() {
        say("installing the charts and the object storage");
        TestCluster.defineKinds();
        TestCluster.kubectl("create namespace " + OPERATOR_NAMESPACE);
        TestCluster.kubectl("create namespace " + NAMESPACE);
        Yaml.apply("dev/minio.yaml", STORAGE_NAMESPACE);
        FlinkProperties.install();
        TestCluster.helm("install e2e-roles helm/flink-k8s-toolbox-roles" + TARGET);
        installOperator("e2e-operator", "flink-operator");
        rolledOut(STORAGE_NAMESPACE, "minio");
    }

    /**
     * Installs a release of the operator over the namespace of all, and waits until it is ready.
     */
    static void installOperator(String release, String deployment) {
        TestCluster.helm(
                "install %s helm/flink-k8s-toolbox-operator --set name=%s,pollingInterval=1,%s"
                                .formatted(release, deployment, Yaml.chartImage())
                        + TARGET);
        rolledOut(OPERATOR_NAMESPACE, deployment);
    }

    static void uninstallOperator(String release) {
        TestCluster.helm("uninstall " + release + " --namespace " + OPERATOR_NAMESPACE);
    }

    /** Starts or stops the object storage, with its data kept. */
    static void storage(boolean on) {
        TestCluster.kubectl(
                "-n " + STORAGE_NAMESPACE + " scale deployment minio --replicas=" + (on ? 1 : 0));
        if (on) {
            rolledOut(STORAGE_NAMESPACE, "minio");
        } else {
            TestCluster.kubectl(
                    "-n "
                            + STORAGE_NAMESPACE
                            + " wait --for=delete pod -l app=minio --timeout=60s");
        }
    }

    /** Scales the operator, and waits until that many are ready. */
    static void operators(int replicas) {
        var inNamespace = "-n " + OPERATOR_NAMESPACE + " ";
        TestCluster.kubectl(inNamespace + "scale deployment flink-operator --replicas=" + replicas);
        if (replicas == 0) {
            TestCluster.kubectl(
                    inNamespace + "wait --for=delete pod -l app=flink-operator --timeout=60s");
        } else {
            rolledOut(OPERATOR_NAMESPACE, "flink-operator");
        }
    }

    /** The operator that holds the lease. */
    static Pod leader() {
        return CLIENT.pods().inNamespace(OPERATOR_NAMESPACE).withName(leaderName()).require();
    }

    /** Empty while nobody holds the lease. */
    static String leaderName() {
        var lease =
                CLIENT.leases()
                        .inNamespace(NAMESPACE)
                        .withName("leader-election-operator")
                        .require();
        return Objects.requireNonNullElse(lease.getSpec().getHolderIdentity(), "");
    }

    static List<Pod> operatorPods() {
        return CLIENT.pods()
                .inNamespace(OPERATOR_NAMESPACE)
                .withLabel("app", "flink-operator")
                .list()
                .getItems();
    }

    /** Deletes a pod at once, its processes with it. */
    static void force(Pod pod) {
        CLIENT.resource(pod).withGracePeriod(0).delete();
    }

    /** Resources, events and logs of everything that takes part in the tests. */
    static String explain() {
        return TestCluster.script(
                "dev/explain.sh", STORAGE_NAMESPACE, OPERATOR_NAMESPACE, NAMESPACE);
    }

    static void say(String sentence) {
        System.out.println(
                LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS)
                        + "  "
                        + sentence);
    }

    private static void rolledOut(String namespace, String deployment) {
        TestCluster.kubectl(
                "-n " + namespace + " rollout status deployment " + deployment + " --timeout=120s");
    }
}
