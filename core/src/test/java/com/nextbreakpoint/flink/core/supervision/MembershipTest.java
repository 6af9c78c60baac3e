package com.nextbreakpoint.flink.core.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.Specs;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MembershipTest {
    private static final List<String> CLUSTERS = List.of("demo", "demo-2");

    @Test
    @Tag("J4.cluster-2")
    void f05_a_job_belongs_to_the_cluster_with_the_longest_name() {
        assertThat(Membership.clusterOf(job("demo-2-x", FlinkJobStatus.NONE), CLUSTERS))
                .isEqualTo("demo-2");
        assertThat(Membership.clusterOf(job("demo-x", FlinkJobStatus.NONE), CLUSTERS))
                .isEqualTo("demo");
        assertThat(Membership.clusterOf(job("demo-23", FlinkJobStatus.NONE), CLUSTERS))
                .isEqualTo("demo");
        assertThat(Names.shortJob("demo-2", "demo-2-x")).isEqualTo("x");
    }

    @Test
    void f05_the_labels_of_two_clusters_never_select_each_others_pods() {
        assertThat(Labels.role("demo-2", Labels.TASK_MANAGER))
                .doesNotContainEntry(Labels.CLUSTER_NAME, "demo")
                .containsEntry(Labels.CLUSTER_NAME, "demo-2");
        assertThat(Labels.selector("demo")).startsWith("clusterName=demo,");
    }

    @Test
    @Tag("J4.cluster-2")
    void what_the_spec_says_wins_over_the_name() {
        var spec = Specs.job().with(s -> s.clusterName("other"));
        var job = new Resource<>(Specs.meta("demo-2-x"), spec, "", FlinkJobStatus.NONE);
        assertThat(Membership.clusterOf(job, CLUSTERS)).isEqualTo("other");
    }

    @Test
    @Tag("J4.cluster-2")
    void a_cluster_is_resolved_once_and_again_only_when_it_is_gone() {
        var status =
                FlinkJobStatus.NONE.with(
                        s -> s.clusterName("demo").supervisorStatus(SupervisorStatus.Started));
        assertThat(Membership.clusterOf(job("demo-2-x", status), CLUSTERS)).isEqualTo("demo");
        var stopped = status.withSupervisorStatus(SupervisorStatus.Stopped);
        assertThat(Membership.clusterOf(job("demo-2-x", stopped), CLUSTERS)).isEqualTo("demo");
        assertThat(Membership.clusterOf(job("demo-2-x", stopped), List.of("demo-2")))
                .isEqualTo("demo-2");
        assertThat(Membership.clusterOf(job("demo-2-x", stopped), List.of())).isEqualTo("demo");
    }

    private static Resource<FlinkJobSpec, FlinkJobStatus> job(String name, FlinkJobStatus status) {
        return new Resource<>(Specs.meta(name), Specs.job(), "", status);
    }
}
