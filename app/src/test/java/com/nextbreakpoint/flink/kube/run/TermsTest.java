package com.nextbreakpoint.flink.kube.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nextbreakpoint.flink.kube.cache.Store;
import com.nextbreakpoint.flink.kube.cache.Stores;
import com.nextbreakpoint.flink.kube.client.FakeApi;
import com.nextbreakpoint.flink.kube.write.Events;
import com.nextbreakpoint.flink.kube.write.Tools;
import com.nextbreakpoint.flink.operator.DeploymentController;
import com.nextbreakpoint.flink.operator.HostController;
import com.nextbreakpoint.flink.supervisor.SupervisorController;
import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An operator that leads and loses its lease again and again, beside a cluster that runs. */
@Timeout(120)
class TermsTest {
    private static final String CLUSTERS =
            "/apis/nextbreakpoint.com/v1/namespaces/flink/flinkclusters/";
    private static final String PODS = "/api/v1/namespaces/flink/pods/";

    private static final int TERMS = 100;

    private final Path folder;
    private final Semaphore polls = new Semaphore(0);

    TermsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void a_hundred_terms_leave_as_many_listeners_and_threads_as_there_were() throws Exception {
        try (var api = new FakeApi();
                var client = api.client();
                var stores = Stores.of(client, "flink");
                var events = new Events(stores, "me", Clock.systemUTC())) {
            put(api);
            stores.start();
            while (!stores.synced() || stores.pods().list().isEmpty()) Thread.onSpinWait();
            var tools = Tools.of(stores, events, () -> false, Clock.systemUTC());
            var threads = threadsOfTerms();
            for (int i = 0; i < TERMS; i++) {
                lead(tools);
            }
            assertThat(all(stores).mapToInt(Store::listeners)).containsOnly(0);
            while (threadsOfTerms() > threads) Thread.onSpinWait();
        }
    }

    private void lead(Tools tools) throws InterruptedException {
        polls.drainPermits();
        try (var deployments = new DeploymentController(tools);
                var hosts = new HostController(tools);
                var supervision =
                        new SupervisorController(
                                tools,
                                cluster -> true,
                                pod -> {
                                    polls.release();
                                    return Optional.empty();
                                })) {
            deployments.start();
            hosts.start();
            supervision.start();
            polls.acquire();
        }
    }

    private static Stream<Store<?>> all(Stores stores) {
        return Stream.of(
                stores.deployments(),
                stores.clusters(),
                stores.jobs(),
                stores.pods(),
                stores.services(),
                stores.supervisors(),
                stores.bootstraps());
    }

    private static void put(FakeApi api) throws IOException {
        api.put(CLUSTERS + "demo", "{\"metadata\": {\"name\": \"demo\", \"uid\": \"u\"}}");
        api.put(
                PODS + "jobmanager-demo-1",
                """
                {"metadata": {"name": "jobmanager-demo-1", "namespace": "flink", "uid": "p",
                  "labels": {"clusterName": "demo", "role": "jobmanager"},
                  "ownerReferences": [{"uid": "u", "controller": true}]},
                 "status": {"phase": "Running", "podIP": "10.0.0.1",
                  "containerStatuses": [{"name": "jobmanager", "containerID": "c://1", "state": {"running": {}}}]}}
                """);
    }

    /** Those that a term begins: of its pollers, and of the timers of its queues. */
    private long threadsOfTerms() throws IOException {
        var file = folder.resolve("threads.json");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .dumpThreads(file.toString(), ThreadDumpFormat.JSON);
        var containers =
                new JsonMapper().readTree(file.toFile()).at("/threadDump/threadContainers");
        Files.delete(file);
        return StreamSupport.stream(containers.spliterator(), false)
                .flatMap(one -> StreamSupport.stream(one.path("threads").spliterator(), false))
                .map(thread -> thread.path("name").asText())
                .filter(name -> name.startsWith("flink-poller-") || name.equals("timer"))
                .count();
    }
}
