package com.nextbreakpoint.flink.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.job.BootstrapView;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapViewsTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-01-01T00:00:00.123456789Z"), ZoneOffset.UTC);

    @Test
    void an_end_is_never_seen_later_than_the_decision_that_is_made_on_it() {
        var job = ended("uid");
        assertThat(new BootstrapViews(() -> List.of(job), CLOCK).of(Optional.of(job), List.of()))
                .isInstanceOfSatisfying(
                        BootstrapView.Ended.class,
                        ended ->
                                assertThat(ended.seenAt())
                                        .isEqualTo(Instant.parse("2026-01-01T00:00:00.123Z")));
    }

    @Test
    void the_ends_of_jobs_that_are_gone_are_forgotten() {
        var existing = new ArrayList<Job>();
        var views = new BootstrapViews(() -> existing, CLOCK);
        for (var uid : List.of("first", "second", "third")) {
            existing.add(ended(uid));
            views.of(Optional.of(existing.getLast()), List.of());
            existing.removeIf(job -> job.getMetadata().getUid().equals("second"));
        }

        assertThat(views.size()).as("the first and the third").isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"aaa", "zzz"})
    void the_report_is_that_of_the_bootstrap_whatever_ran_beside_it(String side) {
        var pod =
                Serialization.unmarshal(
                        """
                        metadata:
                          labels: {role: bootstrap}
                          ownerReferences: [{uid: uid, controller: true}]
                        status:
                          containerStatuses:
                            - {name: %s, state: {terminated: {exitCode: 0, message: bye}}}
                            - {name: bootstrap, state: {terminated: {exitCode: 1, message: '{"submitted":false,"message":"no JAR"}'}}}
                        """
                                .formatted(side),
                        Pod.class);
        pod.getStatus().getContainerStatuses().sort(Comparator.comparing(ContainerStatus::getName));
        assertThat(new BootstrapViews(List::of, CLOCK).of(Optional.of(ended("uid")), List.of(pod)))
                .isInstanceOfSatisfying(
                        BootstrapView.Ended.class,
                        ended -> {
                            assertThat(ended.said()).isEqualTo(BootstrapView.Said.NOT_SUBMITTED);
                            assertThat(ended.message()).isEqualTo("no JAR");
                        });
    }

    private static Job ended(String uid) {
        return new JobBuilder()
                .withNewMetadata()
                .withName("bootstrap-demo")
                .withUid(uid)
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType("Complete")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();
    }
}
