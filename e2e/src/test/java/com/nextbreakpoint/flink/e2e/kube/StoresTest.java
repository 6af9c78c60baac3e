package com.nextbreakpoint.flink.e2e.kube;

import static com.nextbreakpoint.flink.e2e.kube.Playground.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.RestartPolicy;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Outcome;
import com.nextbreakpoint.flink.kube.cache.Stores;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@Tag("apiserver")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoresTest {
    private final Playground playground = Playground.open();
    private final Stores stores = playground.stores();
    private final List<String> changed = new CopyOnWriteArrayList<>();

    @BeforeAll
    void listen() {
        stores.clusters().onChange(meta -> changed.add(meta.name()));
    }

    @AfterAll
    void close() {
        playground.close();
    }

    @Test
    void what_others_create_change_and_delete_is_seen_and_told() {
        var created = playground.createCluster("seen");
        until(() -> stores.clusters().get("seen").isPresent(), "the cluster is seen");
        var cluster = stores.clusters().get("seen").orElseThrow();
        assertThat(cluster.malformed()).isEmpty();
        assertThat(cluster.spec()).isNotNull();
        assertThat(cluster.meta().uid()).isNotEmpty();
        until(() -> changed.contains("seen"), "the listener is told");
        playground.client().resource(created).delete();
        until(() -> stores.clusters().get("seen").isEmpty(), "the cluster is gone");
    }

    @Test
    void a_long_text_is_seen_as_it_was_written() {
        // An odd first character, for what comes in pieces of even length ends within others then.
        var text = "-" + "é".repeat(50_000);
        playground.create(
                """
                apiVersion: nextbreakpoint.com/v1
                kind: FlinkJob
                metadata: {name: long-job}
                spec:
                  jobParallelism: 1
                  bootstrap: {image: "jobs:1", className: Main, jarPath: /jobs.jar, arguments: [%s]}
                  savepoint: {savepointTargetPath: "s3://flink/savepoints"}
                  restart: {restartPolicy: Always}
                """
                        .formatted(text));
        until(() -> stores.jobs().get("long-job").isPresent(), "the job is seen");
        var spec = Objects.requireNonNull(stores.jobs().get("long-job").orElseThrow().spec());
        assertThat(spec.bootstrap().arguments().equals(List.of(text))).isTrue();
    }

    @Test
    void a_write_of_ours_is_read_at_once_however_often() {
        playground.createJob("own-job");
        until(() -> stores.jobs().get("own-job").isPresent(), "the job is seen");
        for (int i = 1; i <= 50; i++) {
            var read = stores.jobs().get("own-job").orElseThrow();
            assertThat(read.status().attempt()).isEqualTo(i - 1);
            playground.statusWriter().write(stores.jobs(), read, read.status().withAttempt(i));
            assertThat(stores.jobs().get("own-job").orElseThrow().status().attempt()).isEqualTo(i);
        }
    }

    @Test
    void an_object_that_we_created_and_somebody_deleted_does_not_stay() {
        for (int i = 0; i < 20; i++) {
            var pod = Pods.pod("short-lived-" + i);
            assertThat(playground.hands().perform(new Action.CreatePod(pod)))
                    .isEqualTo(Outcome.DONE);
            assertThat(stores.pods().get("short-lived-" + i)).isPresent();
            playground
                    .client()
                    .resource(pod)
                    .inNamespace(playground.namespace())
                    .withGracePeriod(0)
                    .delete();
        }
        until(() -> stores.pods().list().stream().noneMatch(Pods::isShortLived), "they are gone");
    }

    @Test
    void a_newcomer_catches_up_with_what_others_wrote() {
        var late = Stores.of(playground.client(), playground.namespace());
        playground.createCluster("late");
        late.refresh();
        assertThat(late.clusters().get("late")).isPresent();
    }

    @Test
    void only_pods_of_ours_are_watched() {
        var pod = Pods.pod("stranger");
        pod.getMetadata().getLabels().remove("owner");
        playground.client().resource(pod).inNamespace(playground.namespace()).create();
        playground.hands().perform(new Action.CreatePod(Pods.pod("mine")));
        until(() -> stores.pods().get("mine").isPresent(), "our own is seen");
        assertThat(stores.pods().get("stranger")).isEmpty();
        assertThat(stores.pods().live("stranger")).isPresent();
    }

    @Test
    void an_object_of_an_older_schema_harms_nobody_and_says_what_is_wrong_with_it() {
        playground.createJob("fine-job");
        try (var _ = LaxSchema.of(playground, "flinkjobs.nextbreakpoint.com")) {
            playground.create(
                    """
                    apiVersion: nextbreakpoint.com/v1
                    kind: FlinkJob
                    metadata: {name: odd-job}
                    spec:
                      jobParallelism: 1
                      bootstrap: {image: "jobs:1", className: Main, jarPath: /jobs.jar}
                      savepoint: {savepointTargetPath: "s3://flink/savepoints"}
                      restart: {restartPolicy: Sometimes}
                    status: {jobId: abc, attempt: 3, supervisorStatus: Started}
                    """);
        }
        until(() -> stores.jobs().get("odd-job").isPresent(), "the odd job is seen");
        var odd = stores.jobs().get("odd-job").orElseThrow();
        assertThat(odd.spec()).isNull();
        assertThat(odd.malformed())
                .isEqualTo(
                        "spec.restart.restartPolicy: Sometimes is none of Never, Always,"
                                + " OnlyIfFailed");
        assertThat(odd.meta().name()).isEqualTo("odd-job");
        var fine = stores.jobs().get("fine-job").orElseThrow();
        assertThat(fine.malformed()).isEmpty();
        var spec = Objects.requireNonNull(fine.spec());
        assertThat(spec.restart().restartPolicy()).isEqualTo(RestartPolicy.Always);
        assertThat(
                        playground
                                .hands()
                                .perform(
                                        new Action.AddFinalizer(
                                                Kind.FlinkJob, "fine-job", "x.example.com/y")))
                .isEqualTo(Outcome.DONE);
        playground
                .hands()
                .perform(new Action.RemoveFinalizer(Kind.FlinkJob, "fine-job", "x.example.com/y"));
    }
}
