package com.nextbreakpoint.flink.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kubernetes lists a pod's containers by their names, which are the users'. */
class PodViewsTest {
    private static final String MAIN = "jobmanager";

    @ParameterizedTest
    @ValueSource(strings = {"aaa", "zzz"})
    void the_process_is_that_of_the_main_container(String side) {
        var pod = pod("True", List.of(), List.of(runs(side), runs(MAIN)));
        assertThat(PodViews.of(pod).incarnation()).isEqualTo("uid/id-of-jobmanager");
        assertThat(PodViews.of(pod).trouble()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aaa", "zzz"})
    void what_runs_before_the_main_container_is_not_taken_for_it(String side) {
        var pod = pod("False", List.of(runs("init")), List.of(runs(side), waits(MAIN)));
        assertThat(PodViews.of(pod).incarnation()).isEmpty();
        assertThat(PodViews.of(pod).ready()).isFalse();
        assertThat(PodViews.of(pod).nodeLost()).isFalse();
        assertThat(PodViews.of(pod).trouble()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aaa", "zzz"})
    void a_side_container_that_crashes_is_told_and_leaves_flink_ready(String side) {
        var pod = pod("False", List.of(), List.of(crashes(side), runs(MAIN)));
        assertThat(PodViews.of(pod).trouble()).isEqualTo(crashOf(side));
        assertThat(PodViews.of(pod).ready()).isTrue();
        assertThat(PodViews.of(pod).incarnation()).isEqualTo("uid/id-of-jobmanager");
    }

    @Test
    void one_that_is_an_init_container_with_a_life_of_its_own_is_told_as_well() {
        var pod = pod("False", List.of(runs("before"), crashes("native")), List.of(runs(MAIN)));
        assertThat(PodViews.of(pod).trouble()).isEqualTo(crashOf("native"));
        assertThat(PodViews.of(pod).ready()).isTrue();
    }

    @Test
    void a_main_container_that_is_not_ready_is_no_readier_for_the_others() {
        var pod = pod("False", List.of(), List.of(runs("aaa"), crashes(MAIN), runs("zzz")));
        assertThat(PodViews.of(pod).ready()).isFalse();
        assertThat(PodViews.of(pod).nodeLost()).isFalse();
        assertThat(PodViews.of(pod).trouble()).isEqualTo(crashOf(MAIN));
    }

    @Test
    void a_container_without_a_state_waits() {
        var pod = pod("False", List.of(), List.of("{name: %s, ready: false}".formatted(MAIN)));
        assertThat(PodViews.of(pod).ready()).isFalse();
        assertThat(PodViews.of(pod).trouble()).isEmpty();
    }

    @Test
    void of_several_troubles_flinks_own_is_told_and_then_what_it_waits_for() {
        var both = List.of(crashes("aaa"), crashes(MAIN));
        assertThat(PodViews.of(pod("False", List.of(crashes("init")), both)).trouble())
                .isEqualTo(crashOf(MAIN));
        var waiting = List.of(crashes("aaa"), waits(MAIN));
        assertThat(PodViews.of(pod("False", List.of(crashes("init")), waiting)).trouble())
                .isEqualTo(crashOf("init"));
    }

    /** What is written instead of the kubelet is that the pod is not Ready, and no more. */
    @ParameterizedTest
    @ValueSource(strings = {"aaa", "zzz"})
    void a_node_is_lost_when_only_its_pod_is_called_not_ready(String side) {
        var pod = pod("True", List.of(), List.of(runs(side), runs(MAIN)));
        pod.getStatus().getConditions().getFirst().setStatus("False");
        assertThat(PodViews.of(pod).ready()).isFalse();
        assertThat(PodViews.of(pod).nodeLost()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aaa", "zzz"})
    void a_node_is_lost_also_when_a_side_container_had_crashed_before(String side) {
        var pod = pod("False", List.of(), List.of(crashes(side), runs(MAIN)));
        assertThat(PodViews.of(pod).nodeLost()).isTrue();
    }

    private static String crashOf(String container) {
        return container + " CrashLoopBackOff: exit code 3 no such file";
    }

    private static String runs(String container) {
        return "{name: %1$s, ready: true, containerID: id-of-%1$s, state: {running: {}}}"
                .formatted(container);
    }

    private static String waits(String container) {
        return "{name: %s, ready: false, state: {waiting: {reason: PodInitializing}}}"
                .formatted(container);
    }

    private static String crashes(String container) {
        return """
               {name: %s, ready: false, containerID: former, state: {waiting: {reason: CrashLoopBackOff}},
                lastState: {terminated: {exitCode: 3, message: "no such\\nfile"}}}"""
                .formatted(container);
    }

    /** Init containers keep their order. */
    private static Pod pod(String ready, List<String> initContainers, List<String> containers) {
        return Serialization.unmarshal(
                """
                metadata: {name: jobmanager-demo-x, uid: uid, labels: {role: %s}, creationTimestamp: "2026-01-01T00:00:00Z"}
                status:
                  conditions:
                    - {type: Ready, status: "%s", lastTransitionTime: "2026-01-01T00:01:00Z"}
                    - {type: ContainersReady, status: "%s"}
                  initContainerStatuses: %s
                  containerStatuses: %s
                """
                        .formatted(
                                MAIN,
                                ready,
                                ready,
                                initContainers,
                                containers.stream().sorted().toList()),
                Pod.class);
    }
}
