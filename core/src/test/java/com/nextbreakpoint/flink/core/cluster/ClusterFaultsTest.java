package com.nextbreakpoint.flink.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.ClusterSupervision;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Alarm;
import com.nextbreakpoint.flink.core.Digests;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.FlinkView.TaskManager;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.core.PodView.Life;
import com.nextbreakpoint.flink.core.Refusals;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.Specs;
import com.nextbreakpoint.flink.core.Step;
import com.nextbreakpoint.flink.core.Tuning;
import com.nextbreakpoint.flink.core.desired.JobManagerService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards against faults that only show in what Kubernetes and Flink say of single pods. */
class ClusterFaultsTest {
    private static final Instant NOW = Specs.CREATED.plus(Duration.ofHours(1));
    private static final Meta META = meta();
    private static final PodView JOB_MANAGER = pod("jobmanager-demo-x", Life.LIVING, null);

    private final List<TaskManager> registered = List.of(new TaskManager("tm-1", "10.0.0.1", 1, 0));

    @Test
    @Tag("T7.match")
    void f08_a_task_manager_is_known_by_its_pods_name_or_by_its_address() {
        var ours = pod("tm-1", Life.LIVING, null);
        for (var known :
                List.of(
                        new TaskManager("tm-1", "somewhere.example", 1, 1),
                        new TaskManager("10.0.0.9:6122-0c89a2", "ip-of-tm-1", 1, 1))) {
            assertThat(reading(List.of(ours), List.of(known)).registration(ours)).contains(known);
        }
        var ipv6 = withIp(ours, "fd00::12");
        var known = new TaskManager("fd00::12:6122-0c89a2", "fd00::12", 1, 1);
        assertThat(reading(List.of(ipv6), List.of(known)).registration(ipv6)).contains(known);
        var other = new TaskManager("tm-2", "10.0.0.2", 1, 1);
        assertThat(reading(List.of(ours), List.of(other)).registration(ours)).isEmpty();
    }

    @Test
    @Tag("K3.started-5")
    void f13_a_failed_task_manager_is_deleted_and_another_made() {
        var step = step(List.of(JOB_MANAGER), List.of(pod("tm-1", Life.DEAD, null)));
        assertThat(step.actions())
                .anyMatch(
                        action -> action.equals(new Action.DeletePod("tm-1", "uid-of-tm-1", false)))
                .anyMatch(Action.CreatePod.class::isInstance);
    }

    @Test
    @Tag("K3.started-5")
    @Tag("T7.terminating")
    void f13_a_terminating_task_manager_does_not_count() {
        var step = step(List.of(JOB_MANAGER), List.of(pod("tm-1", Life.TERMINATING, null)));
        assertThat(step.actions()).singleElement().isInstanceOf(Action.CreatePod.class);
    }

    @Test
    @Tag("K3.started-1")
    void f13_a_failed_job_manager_goes_before_another_is_made() {
        var dead = pod(JOB_MANAGER.name(), Life.DEAD, null);
        var living = pod("tm-1", Life.LIVING, null);
        var step = step(List.of(dead), List.of(living));
        assertThat(step.actions())
                .containsExactly(new Action.DeletePod(dead.name(), "uid-of-" + dead.name(), false));
        assertThat(step(List.of(), List.of(living)).status().supervision().jobManagerCount())
                .isEqualTo(2);
    }

    @Test
    @Tag("K3.starting-2")
    void a_pod_that_does_not_start_is_told_in_its_own_words() {
        var trouble = "ImagePullBackOff: no such image";
        var pod = withTrouble(pod("tm-1", Life.LIVING, null), trouble);
        var ready = step(List.of(JOB_MANAGER), List.of(pod)).status().conditions().getFirst();
        assertThat(ready.reason()).isEqualTo("PodStuck");
        assertThat(ready.message()).isEqualTo("A pod does not start: " + trouble);
    }

    @Test
    @Tag("K3.lost-node-1")
    void only_a_pod_on_a_lost_node_is_deleted_by_force_and_only_after_a_while() {
        var soon = pod("tm-0", Life.TERMINATING, NOW.minusSeconds(290));
        var late = pod("tm-0", Life.TERMINATING, NOW.minusSeconds(310));
        var living = pod("tm-1", Life.LIVING, null);
        assertThat(step(List.of(JOB_MANAGER), List.of(soon, living)).actions()).isEmpty();
        assertThat(step(List.of(JOB_MANAGER), List.of(late, living)).actions())
                .containsExactly(new Action.DeletePod("tm-0", "uid-of-tm-0", true));
    }

    private Step<FlinkClusterStatus> step(List<PodView> jobManagers, List<PodView> taskManagers) {
        return ClusterMachine.step(observed(jobManagers, taskManagers, registered), NOW);
    }

    private static ClusterReading reading(List<PodView> pods, List<TaskManager> known) {
        var observed = observed(List.of(JOB_MANAGER), pods, known);
        var spec = Specs.cluster();
        return new ClusterReading(observed, spec, Tuning.of(spec, Tuning.DEFAULT), new Alarm(NOW));
    }

    private static ClusterObserved observed(
            List<PodView> jobManagers, List<PodView> taskManagers, List<TaskManager> known) {
        var spec = Specs.cluster().with(s -> s.taskManagers(1));
        var supervision =
                ClusterSupervision.NONE.with(
                        s ->
                                s.incarnation(JOB_MANAGER.incarnation())
                                        .jobManagerCount(1)
                                        .incarnationCount(1));
        var status =
                FlinkClusterStatus.NONE.with(
                        s ->
                                s.supervisorStatus(SupervisorStatus.Started)
                                        .taskManagers(1)
                                        .digest(Digests.of(spec))
                                        .supervision(supervision));
        return new ClusterObserved(
                new Resource<>(META, spec, "", status),
                jobManagers,
                taskManagers,
                List.of(),
                JobManagerService.desired(META, spec),
                view(known),
                Refusals.NONE,
                Tuning.DEFAULT,
                ClusterObserved.Jobs.NONE);
    }

    private static FlinkView view(List<TaskManager> known) {
        return new FlinkView(
                NOW,
                NOW.minusSeconds(100),
                null,
                0,
                "",
                JOB_MANAGER.incarnation(),
                "",
                "2.3.0",
                FlinkView.DEFAULT_HEARTBEAT_TIMEOUT,
                1,
                0,
                known,
                Map.of(),
                Map.of(),
                Map.of(),
                FlinkView.Layout.NONE,
                Map.of());
    }

    private static Meta meta() {
        var meta = Specs.meta("demo");
        return new Meta(
                meta.namespace(),
                meta.name(),
                meta.uid(),
                1,
                "1",
                meta.created(),
                null,
                "",
                Set.of(Names.SUPERVISOR_FINALIZER),
                Map.of(),
                Map.of());
    }

    private static PodView pod(String name, Life life, @Nullable Instant killDue) {
        return new PodView(
                name,
                "uid-of-" + name,
                0,
                life,
                life == Life.LIVING,
                Specs.CREATED,
                Specs.CREATED,
                "1",
                "ip-of-" + name,
                killDue,
                killDue != null,
                "");
    }

    private static PodView withIp(PodView pod, String ip) {
        return changed(pod, ip, pod.trouble());
    }

    private static PodView withTrouble(PodView pod, String trouble) {
        return changed(pod, pod.ip(), trouble);
    }

    private static PodView changed(PodView pod, String ip, String trouble) {
        return new PodView(
                pod.name(),
                pod.uid(),
                pod.revision(),
                pod.life(),
                pod.ready(),
                pod.since(),
                pod.created(),
                pod.containerId(),
                ip,
                pod.killDue(),
                pod.nodeLost(),
                trouble);
    }
}
