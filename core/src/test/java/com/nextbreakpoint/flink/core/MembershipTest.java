package com.nextbreakpoint.flink.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MembershipTest {
    private static final Predicate<String> CLUSTERS = List.of("demo", "demo-2")::contains;

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
    void it_may_belong_to_any_cluster_whose_name_its_own_continues() {
        assertThat(Membership.candidates(job("demo-2-x", FlinkJobStatus.NONE)))
                .contains("demo-2", "demo");
        assertThat(Membership.candidates(job("x", FlinkJobStatus.NONE))).contains("x");
        var known = FlinkJobStatus.NONE.with(s -> s.clusterName("other"));
        assertThat(Membership.candidates(job("demo-x", known))).contains("demo", "other");
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
        assertThat(Membership.clusterOf(job("demo-2-x", stopped), "demo-2"::equals))
                .isEqualTo("demo-2");
        assertThat(Membership.clusterOf(job("demo-2-x", stopped), _ -> false)).isEqualTo("demo");
    }

    private static Resource<FlinkJobSpec, FlinkJobStatus> job(String name, FlinkJobStatus status) {
        return new Resource<>(Specs.meta(name), Specs.job(), "", status);
    }
}
