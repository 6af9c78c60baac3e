package com.nextbreakpoint.flink.e2e.kube;

import static com.nextbreakpoint.flink.e2e.kube.Playground.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.kube.run.Leadership;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@Tag("apiserver")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeadershipTest {
    private final Playground playground = Playground.open();
    private final AtomicInteger leading = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @AfterAll
    void close() {
        playground.close();
    }

    @Test
    @Tag("H9.lease")
    void one_of_two_leads_and_hands_over_when_it_is_closed() {
        try (var two = contender("shared", "two")) {
            try (var one = contender("shared", "one")) {
                one.start();
                until(one::leads, "the first leads");
                two.start();
                assertThat(two.leads()).isFalse();
            }
            var closed = Instant.now();
            until(two::leads, "the second leads");
            assertThat(Duration.between(closed, Instant.now())).isLessThan(Duration.ofSeconds(3));
        }
        assertThat(most.get()).isEqualTo(1);
        assertThat(leading.get()).isZero();
    }

    @Test
    void a_crashed_leader_is_replaced_within_18_seconds() {
        heldBy("crashed", "a-process-that-died");
        try (var heir = contender("crashed", "heir")) {
            var began = Instant.now();
            heir.start();
            until(heir::leads, "the heir leads");
            assertThat(Duration.between(began, Instant.now()))
                    .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(18));
        }
    }

    @Test
    void a_container_that_was_restarted_in_place_goes_on_at_once() {
        heldBy("restarted", "pod-1");
        try (var again = contender("restarted", "pod-1")) {
            var began = Instant.now();
            again.start();
            until(again::leads, "it leads again");
            assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    @Tag("H9.lease")
    void a_leader_whose_lease_is_taken_stops_its_term() {
        try (var robbed = contender("robbed", "one")) {
            robbed.start();
            until(robbed::leads, "it leads");
            heldBy("robbed", "a-robber");
            until(() -> !robbed.leads(), "it leads no more");
            until(() -> leading.get() == 0, "its term ended");
        }
        var lease =
                playground
                        .client()
                        .leases()
                        .inNamespace(playground.namespace())
                        .withName("robbed")
                        .get();
        assertThat(lease.getSpec().getHolderIdentity()).isEqualTo("a-robber");
    }

    private Leadership contender(String lease, String identity) {
        return new Leadership(
                playground.client(),
                playground.namespace(),
                lease,
                identity,
                () -> {
                    most.accumulateAndGet(leading.incrementAndGet(), Math::max);
                    try {
                        Thread.sleep(Duration.ofDays(1));
                    } finally {
                        leading.decrementAndGet();
                    }
                });
    }

    private void heldBy(String lease, String holder) {
        var now = ZonedDateTime.now(ZoneOffset.UTC);
        playground
                .client()
                .resource(
                        new LeaseBuilder()
                                .withNewMetadata()
                                .withName(lease)
                                .endMetadata()
                                .withNewSpec()
                                .withHolderIdentity(holder)
                                .withLeaseDurationSeconds(15)
                                .withRenewTime(now)
                                .endSpec()
                                .build())
                .inNamespace(playground.namespace())
                .forceConflicts()
                .serverSideApply();
    }
}
