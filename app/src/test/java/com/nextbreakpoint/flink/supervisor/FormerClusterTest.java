package com.nextbreakpoint.flink.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.FlinkView.Questions;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.flink.Target;
import com.nextbreakpoint.flink.kube.cache.Stores;
import com.nextbreakpoint.flink.kube.client.ListingApi;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A cluster was deleted, and another of its name created, between two looks. */
class FormerClusterTest {
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final ListingApi api = new ListingApi();
    private final Stores stores = Stores.of(api.client(), "flink");
    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        stores.close();
        api.close();
    }

    @Test
    void what_its_flink_said_is_not_taken_for_the_words_of_the_new_one() throws Exception {
        try (var pollers =
                new Pollers(stores, _ -> Optional.empty(), Clock.systemUTC(), news::add)) {
            pollers.follow(exists("first"), INTERVAL, Questions.NONE);
            assertThat(news.poll(20, TimeUnit.SECONDS)).isEqualTo("demo");
            assertThat(pollers.view("demo")).isNotEqualTo(FlinkView.NONE);

            var second = exists("second");
            assertThat(pollers.view("demo")).isEqualTo(FlinkView.NONE);
            pollers.follow(second, INTERVAL, Questions.NONE);
            assertThat(news.poll(20, TimeUnit.SECONDS)).as("asked anew").isEqualTo("demo");
        }
    }

    @Test
    void its_job_manager_is_not_that_of_the_new_one() {
        var jobManagers =
                new JobManagers(stores, pod -> Optional.of(Target.host(pod.name(), 8081)));
        exists("first");
        assertThat(jobManagers.of("demo")).isPresent();
        exists("second");
        assertThat(jobManagers.of("demo")).isEmpty();
    }

    /** The cluster with this uid, and the JobManager of the first. */
    private Meta exists(String uid) {
        api.has(cluster(uid), jobManager());
        stores.refresh();
        return stores.clusters().get("demo").orElseThrow().meta();
    }

    private static GenericKubernetesResource cluster(String uid) {
        return new GenericKubernetesResourceBuilder()
                .withApiVersion("nextbreakpoint.com/v1")
                .withKind("FlinkCluster")
                .withNewMetadata()
                .withName("demo")
                .withUid(uid)
                .endMetadata()
                .build();
    }

    private static Pod jobManager() {
        return new PodBuilder()
                .withNewMetadata()
                .withName("jm")
                .withUid("pod")
                .withLabels(Labels.role("demo", Labels.JOB_MANAGER))
                .addNewOwnerReference()
                .withUid("first")
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withNewStatus()
                .withPhase("Running")
                .addNewContainerStatus()
                .withName("jobmanager")
                .withContainerID("container")
                .withNewState()
                .withNewRunning()
                .endRunning()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }
}
