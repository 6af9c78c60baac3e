package com.nextbreakpoint.flink.kube.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.kube.client.FakeApi;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a process reads that begins to lead, beside what its watches have told it. */
@Timeout(60)
class RefreshTest {
    private static final String PODS = "/api/v1/namespaces/flink/pods";

    @Test
    void only_what_changed_is_read_anew_and_lists_come_in_pages() throws Exception {
        try (var api = new FakeApi();
                var client = api.client();
                var stores = Stores.of(client, "flink")) {
            for (int i = 0; i < 5; i++) {
                put(api, "pod-" + i, "");
            }
            stores.start();
            while (!stores.synced()) Thread.onSpinWait();
            assertThat(stores.pods().list()).hasSize(5);
            api.lists().clear();

            put(api, "pod-3", "10.0.0.3");
            put(api, "pod-9", "10.0.0.9");
            api.remove(PODS + "/pod-0");
            stores.refresh();

            assertThat(stores.pods().list())
                    .extracting(pod -> pod.getMetadata().getName())
                    .containsExactly("pod-1", "pod-2", "pod-3", "pod-4", "pod-9");
            assertThat(stores.pods().get("pod-3").orElseThrow().getStatus().getPodIP())
                    .isEqualTo("10.0.0.3");
            assertThat(api.requests())
                    .containsExactly("GET " + PODS + "/pod-3", "GET " + PODS + "/pod-9");
            assertThat(api.lists())
                    .filteredOn(uri -> uri.startsWith(PODS))
                    .as("the pages of five pods")
                    .hasSize(3)
                    .allMatch(uri -> uri.contains("limit=250"));
        }
    }

    private static void put(FakeApi api, String name, String address) throws IOException {
        api.put(
                PODS + "/" + name,
                "{\"metadata\": {\"name\": \"%s\", \"labels\": {}}, \"status\": {\"podIP\": \"%s\"}}"
                        .formatted(name, address));
    }
}
