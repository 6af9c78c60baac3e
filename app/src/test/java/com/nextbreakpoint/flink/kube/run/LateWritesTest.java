package com.nextbreakpoint.flink.kube.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Outcome;
import com.nextbreakpoint.flink.kube.cache.Stores;
import com.nextbreakpoint.flink.kube.client.Api;
import com.nextbreakpoint.flink.kube.client.Endpoint;
import com.nextbreakpoint.flink.kube.client.FakeApi;
import com.nextbreakpoint.flink.kube.client.KubeFailure;
import com.nextbreakpoint.flink.kube.client.SilentApi;
import com.nextbreakpoint.flink.kube.write.Hands;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a leader asked for must not be done when another leads already. */
@Timeout(90)
class LateWritesTest {
    private static final Duration LIMIT = Duration.ofMillis(300);
    private static final Pod POD =
            new PodBuilder().withNewMetadata().withName("one").endMetadata().build();

    @Test
    @Tag("H9.lease")
    void a_write_without_an_answer_is_given_up_here_and_there_and_not_sent_again()
            throws Exception {
        try (var server = new FakeApi();
                var client = server.client()) {
            server.refuse(FakeApi.NONE);
            var api = new Api(client, "flink", Duration.ofSeconds(10)).sentOnce(LIMIT, () -> true);
            assertThatThrownBy(() -> api.create(Endpoint.PODS, POD))
                    .isInstanceOf(KubeFailure.class);
            assertThat(server.requests().take())
                    .startsWith("POST /api/v1/namespaces/flink/pods?")
                    .endsWith("&timeout=300ms");
            assertThat(server.requests().poll(2, TimeUnit.SECONDS)).isNull();
        }
    }

    @Test
    @Tag("H9.lease")
    void a_write_that_fails_is_not_sent_again_by_the_client() throws Exception {
        try (var server = new FakeApi();
                var client = server.client()) {
            server.refuse(503);
            var hands = new Hands(Stores.of(client, "flink"), () -> true);
            assertThat(hands.perform(new Action.CreatePod(POD))).isInstanceOf(Outcome.Failed.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    /** An action that looks before it writes, as a creation does whose name is taken. */
    @Test
    @Tag("H9.lease")
    void a_lease_that_is_lost_during_an_action_ends_it_before_its_next_write() throws Exception {
        try (var server = new FakeApi();
                var client = server.client()) {
            var asked = new AtomicInteger();
            var api =
                    new Api(client, "flink", Duration.ofSeconds(10))
                            .sentOnce(Election.WRITE, () -> asked.incrementAndGet() == 1);
            var written = api.create(Endpoint.PODS, POD);
            assertThatThrownBy(() -> api.replace(Endpoint.PODS, written))
                    .hasMessage("another process leads now");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    @Tag("H9.lease")
    void what_a_silent_api_server_holds_is_given_up_before_the_lease_ends() throws Exception {
        try (var server = new SilentApi();
                var client = server.client();
                var leadership =
                        new Leadership(
                                client,
                                "flink",
                                "lease",
                                "me",
                                () -> Thread.sleep(Long.MAX_VALUE))) {
            leadership.start();
            while (!leadership.leads()) Thread.onSpinWait();
            server.fallSilent();
            var renewed = System.nanoTime();
            writeUntilLost(new Hands(Stores.of(client, "flink"), leadership::leads), leadership);
            assertThat(Duration.ofNanos(server.lastEnd() - renewed))
                    .isBetween(Election.TERM, Election.LEASE.minusSeconds(1));
        }
    }

    /** Begins a write five times a second, and returns when the last has ended. */
    private static void writeUntilLost(Hands hands, Leadership leadership)
            throws InterruptedException {
        var lost = new CountDownLatch(1);
        try (var runs = Executors.newVirtualThreadPerTaskExecutor();
                var bell = Executors.newScheduledThreadPool(1, Thread.ofVirtual().factory())) {
            var unused =
                    bell.scheduleAtFixedRate(
                            () -> {
                                if (leadership.leads()) {
                                    runs.execute(() -> hands.perform(new Action.CreatePod(POD)));
                                } else {
                                    lost.countDown();
                                }
                            },
                            0,
                            200,
                            TimeUnit.MILLISECONDS);
            lost.await();
            bell.shutdownNow();
        }
    }
}
