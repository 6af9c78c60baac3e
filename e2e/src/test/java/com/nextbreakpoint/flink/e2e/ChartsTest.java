package com.nextbreakpoint.flink.e2e;

import static com.nextbreakpoint.flink.e2e.TestCluster.helm;
import static com.nextbreakpoint.flink.e2e.TestCluster.kubectl;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The manual's commands, in its order. They need a cluster on which nobody else uses the kinds. */
@Tag("charts")
class ChartsTest {
    private static final String CLUSTER = "api/src/test/resources/valid/minimal-cluster.yaml";
    private static final String ROLES =
            " helm/flink-k8s-toolbox-roles --namespace flink-operator --set targetNamespace=flink-jobs";
    private static final String OPERATOR =
            " helm/flink-k8s-toolbox-operator --namespace flink-operator --set targetNamespace=flink-jobs"
                    + " --set secretName=flink-operator-ssl";

    @BeforeEach
    void nothing_is_there_yet() {
        assertThat(traces()).as("use a cluster without our charts").isEmpty();
    }

    @AfterEach
    void nothing_is_left() {
        assertThat(traces()).isEmpty();
    }

    @Test
    void the_manuals_install_upgrade_and_uninstall_leave_nothing_behind() {
        install();
        everybody_has_the_rights_they_need_and_no_others();
        upgrade();
        uninstall();
    }

    @Test
    void kept_definitions_outlive_their_release_with_all_resources() {
        helm("install flink-k8s-toolbox-crd helm/flink-k8s-toolbox-crd --set keep=true");
        kubectl("apply -f " + CLUSTER);
        helm("uninstall flink-k8s-toolbox-crd");
        assertThat(kubectl("get fc -o name")).contains("minimal");
        helm("install flink-k8s-toolbox-crd helm/flink-k8s-toolbox-crd");
        assertThat(kubectl("get fc -o name")).contains("minimal");
        kubectl("delete fc minimal");
        TestCluster.forgetKinds();
    }

    private static void install() {
        kubectl("create namespace flink-operator");
        kubectl("label namespace flink-operator pod-security.kubernetes.io/enforce=restricted");
        kubectl("create namespace flink-jobs");
        kubectl(
                "-n flink-operator create secret generic flink-operator-ssl"
                        + " --from-file=keystore.jks=README.md --from-file=truststore.jks=README.md"
                        + " --from-literal=keystore-secret=keystore-password"
                        + " --from-literal=truststore-secret=truststore-password");
        helm("install flink-k8s-toolbox-crd helm/flink-k8s-toolbox-crd");
        helm("install flink-k8s-toolbox-roles" + ROLES);
        helm("install flink-k8s-toolbox-operator" + OPERATOR);
        kubectl("-n flink-operator scale deployment flink-operator --replicas=1");
        kubectl("-n flink-operator wait --for=create --timeout=60s pod -l app=flink-operator");
        kubectl("-n flink-jobs apply -f " + CLUSTER);
    }

    private static void everybody_has_the_rights_they_need_and_no_others() {
        var operator = "flink-operator:flink-operator";
        assertThat(may(operator, "create", "", "pods", "flink-jobs")).isTrue();
        assertThat(may(operator, "delete", "nextbreakpoint.com", "flinkjobs", "flink-jobs"))
                .isTrue();
        assertThat(may(operator, "create", "", "pods", "flink-operator")).isFalse();
        assertThat(may(operator, "get", "", "secrets", "flink-jobs")).isFalse();
        var supervisor = "flink-jobs:flink-supervisor";
        assertThat(may(supervisor, "delete", "", "pods", "flink-jobs")).isTrue();
        assertThat(may(supervisor, "delete", "nextbreakpoint.com", "flinkjobs", "flink-jobs"))
                .isFalse();
        assertThat(may("flink-jobs:flink-bootstrap", "get", "", "pods", "flink-jobs")).isFalse();
    }

    private static void upgrade() {
        for (var kind : List.of("fd", "fc", "fj")) {
            kubectl("-n flink-operator get " + kind + " -o yaml");
        }
        helm("upgrade flink-k8s-toolbox-roles --install" + ROLES);
        helm("upgrade flink-k8s-toolbox-crd --install helm/flink-k8s-toolbox-crd");
        assertThat(kubectl("-n flink-jobs get fc -o name")).contains("minimal");
        helm("upgrade flink-k8s-toolbox-operator --install" + OPERATOR + " --set replicas=1");
    }

    private static void uninstall() {
        for (var kind : List.of("fd", "fc", "fj")) {
            kubectl("-n flink-jobs delete " + kind + " --all --timeout=60s");
        }
        kubectl("-n flink-operator scale deployment flink-operator --replicas=0");
        helm("uninstall flink-k8s-toolbox-operator --namespace flink-operator");
        helm("uninstall flink-k8s-toolbox-roles --namespace flink-operator");
        TestCluster.forgetKinds();
        kubectl("-n flink-operator delete secret flink-operator-ssl");
        kubectl("delete namespace flink-operator");
        kubectl("delete namespace flink-jobs");
    }

    /** Whether a service account, namespace:name, may do something in a namespace. */
    private static boolean may(
            String account, String verb, String group, String resource, String namespace) {
        var review =
                new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser("system:serviceaccount:" + account)
                        .withNewResourceAttributes()
                        .withVerb(verb)
                        .withGroup(group)
                        .withResource(resource)
                        .withNamespace(namespace)
                        .endResourceAttributes()
                        .endSpec()
                        .build();
        try (var client = TestCluster.client()) {
            return client.resource(review).create().getStatus().getAllowed();
        }
    }

    /** What our charts, or the manual's commands, have made on the cluster. */
    private static List<String> traces() {
        return kubectl("get crd,clusterrole,clusterrolebinding,namespace,secret -A -o name")
                .lines()
                .filter(name -> name.contains("flink") || name.contains("nextbreakpoint"))
                .toList();
    }
}
