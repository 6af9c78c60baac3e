package com.nextbreakpoint.flink.core.desired;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.Specs;
import com.nextbreakpoint.flink.core.Tuning;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Guards against settings that were taken and then forgotten. */
class DesiredFaultsTest {
    private static final String CONTEXT = "securityContext: {runAsUser: 1234}";
    private static final FlinkClusterSpec SPEC =
            Specs.read(
                    """
                    runtime: {image: flink:1}
                    jobManager: {serviceMode: ClusterIP, %1$s}
                    taskManager: {taskSlots: 1, %1$s}
                    supervisor: {image: flinkctl:1, %1$s}
                    """
                            .formatted(CONTEXT),
                    FlinkClusterSpec.class);
    private static final FlinkJobSpec JOB =
            Specs.read(
                    Specs.JOB.replace("{image: jobs:1", "{" + CONTEXT + ", image: jobs:1"),
                    FlinkJobSpec.class);

    private static List<PodSpec> pods() {
        var meta = Specs.meta("demo");
        var tuning = Tuning.of(SPEC, Tuning.DEFAULT);
        return List.of(
                JobManagerPod.desired(meta, SPEC, 1, "jobmanager-demo-x", tuning).getSpec(),
                TaskManagerPod.desired(meta, SPEC, 1, "taskmanager-demo-x", tuning).getSpec(),
                SupervisorDeployment.desired(meta, SPEC, tuning).getSpec().getTemplate().getSpec(),
                BootstrapJob.desired(
                                Specs.meta("demo-job"),
                                "demo",
                                JOB,
                                new BootstrapJob.Attempt("abc", 1, null, ""))
                        .getSpec()
                        .getTemplate()
                        .getSpec());
    }

    @Test
    void f02_the_users_security_context_is_that_of_each_container() {
        assertThat(pods())
                .allSatisfy(
                        pod ->
                                assertThat(pod.getContainers().getFirst().getSecurityContext())
                                        .isNotNull()
                                        .extracting(context -> context.getRunAsUser())
                                        .isEqualTo(1234L));
    }

    @Test
    void f18_an_autoscaler_counts_task_managers_only() {
        var selector = Arrays.asList(Labels.selector("demo").split(",", -1));
        var taskManager = Labels.selector(Labels.role("demo", Labels.TASK_MANAGER));
        var jobManager = Labels.selector(Labels.role("demo", Labels.JOB_MANAGER));
        assertThat(Arrays.asList(taskManager.split(",", -1))).containsAll(selector);
        assertThat(selector).contains("role=taskmanager");
        assertThat(Arrays.asList(jobManager.split(",", -1))).doesNotContain("role=taskmanager");
        var bootstrap = Labels.selector(Labels.bootstrap("demo", "job"));
        assertThat(Arrays.asList(bootstrap.split(",", -1))).doesNotContain("role=taskmanager");
    }
}
