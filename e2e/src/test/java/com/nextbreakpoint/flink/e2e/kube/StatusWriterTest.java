package com.nextbreakpoint.flink.e2e.kube;

import static com.nextbreakpoint.flink.e2e.kube.Playground.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.kube.client.KubeConflict;
import com.nextbreakpoint.flink.kube.client.KubeFailure;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@Tag("apiserver")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusWriterTest {
    private final Playground playground = Playground.open();

    @AfterAll
    void close() {
        playground.close();
    }

    @Test
    void a_status_comes_back_as_it_was_written() {
        var read = cluster("whole");
        var status =
                read.status()
                        .withSupervisorStatus(SupervisorStatus.Starting)
                        .withTimestamp(Instant.parse("2026-11-23T10:13:07.026Z"))
                        .withTaskManagers(3);
        var written = write(read, status);
        assertThat(written.status()).isEqualTo(status);
        assertThat(live("whole").status()).isEqualTo(status);
        assertThat(written.meta().generation()).isEqualTo(read.meta().generation());
    }

    @Test
    @Tag("H9.fence")
    void a_status_of_an_object_that_changed_is_not_written_and_the_change_is_known() {
        var read = cluster("changed");
        var other = write(read, read.status().withTaskManagers(1));
        assertThatThrownBy(() -> write(read, read.status().withTaskManagers(2)))
                .isInstanceOf(KubeConflict.class);
        assertThat(live("changed").status().taskManagers()).isEqualTo(1);
        assertThat(playground.stores().clusters().get("changed")).contains(other);
    }

    @Test
    void a_status_of_an_object_that_went_is_a_conflict() {
        var created = playground.createCluster("gone");
        var read = live("gone");
        playground.client().resource(created).delete();
        assertThatThrownBy(() -> write(read, read.status().withTaskManagers(2)))
                .isInstanceOf(KubeConflict.class);
    }

    @Test
    void a_process_that_does_not_lead_writes_nothing() {
        var read = cluster("led");
        var writer = playground.statusWriter(() -> false);
        assertThatThrownBy(
                        () ->
                                writer.write(
                                        playground.stores().clusters(),
                                        read,
                                        read.status().withTaskManagers(2)))
                .isInstanceOf(KubeFailure.class)
                .hasMessage("another process leads now");
        assertThat(live("led")).isEqualTo(read);
    }

    @Test
    void what_cannot_be_read_of_a_status_outlives_our_conditions() {
        try (var _ = LaxSchema.of(playground, "flinkclusters.nextbreakpoint.com")) {
            playground.create(
                    """
                    apiVersion: nextbreakpoint.com/v1
                    kind: FlinkCluster
                    metadata: {name: odd}
                    spec: {runtime: {image: x}, jobManager: {serviceMode: ClusterIP}, taskManager: {taskSlots: 1}}
                    status: {supervisorStatus: Dreaming, taskManagers: 4}
                    """);
        }
        until(() -> playground.stores().clusters().get("odd").isPresent(), "the cluster is seen");
        var read = playground.stores().clusters().get("odd").orElseThrow();
        assertThat(read.malformed()).startsWith("status.supervisorStatus: Dreaming is none of");
        assertThat(read.status().taskManagers()).isEqualTo(4);
        var written = write(read, read.status().withObservedGeneration(1L).withTaskManagers(0));
        assertThat(written.status().observedGeneration()).isEqualTo(1);
        assertThat(written.status().taskManagers()).isEqualTo(4);
        assertThat(written.malformed()).isEqualTo(read.malformed());
    }

    private Resource<FlinkClusterSpec, FlinkClusterStatus> cluster(String name) {
        playground.createCluster(name);
        return live(name);
    }

    private Resource<FlinkClusterSpec, FlinkClusterStatus> live(String name) {
        return playground.stores().clusters().live(name).orElseThrow();
    }

    private Resource<FlinkClusterSpec, FlinkClusterStatus> write(
            Resource<FlinkClusterSpec, FlinkClusterStatus> read, FlinkClusterStatus status) {
        return playground.statusWriter().write(playground.stores().clusters(), read, status);
    }
}
