package com.nextbreakpoint.flink.kube.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeAccessTest {
    private final Path folder;

    KubeAccessTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void the_given_kube_config_comes_first() throws IOException {
        var given = kubeConfig("given", "https://given.example.com");
        var other = kubeConfig("other", "https://other.example.com");
        try (var access = KubeAccess.open(given, Map.of("KUBECONFIG", other.toString()), "1")) {
            assertThat(access.client().getMasterUrl().getHost()).isEqualTo("given.example.com");
            assertThat(access.client().getConfiguration().getUserAgent()).isEqualTo("flinkctl/1");
            assertThat(access.inside()).isFalse();
        }
    }

    @Test
    void the_environment_names_one_or_more_files() throws IOException {
        var missing = folder.resolve("missing");
        var there = kubeConfig("there", "https://there.example.com");
        var both = missing + File.pathSeparator + there;
        try (var access = KubeAccess.open(null, Map.of("KUBECONFIG", both), "1")) {
            assertThat(access.client().getMasterUrl().getHost()).isEqualTo("there.example.com");
        }
    }

    @Test
    void the_home_folder_comes_last() throws IOException {
        Files.createDirectories(folder.resolve(".kube"));
        kubeConfig(".kube/config", "https://home.example.com");
        try (var access = KubeAccess.open(null, Map.of("HOME", folder.toString()), "1")) {
            assertThat(access.client().getMasterUrl().getHost()).isEqualTo("home.example.com");
        }
    }

    @Test
    void a_pod_uses_its_service_account_and_the_token_of_the_moment() throws IOException {
        Files.writeString(folder.resolve("token"), "one\n");
        var config =
                KubeAccess.ofServiceAccount(
                        Map.of(
                                "KUBERNETES_SERVICE_HOST",
                                "fd00::1",
                                "KUBERNETES_SERVICE_PORT",
                                "443"),
                        folder);
        assertThat(config.getMasterUrl()).isEqualTo("https://[fd00::1]:443/");
        assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("one");
        Files.writeString(folder.resolve("token"), "two");
        assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("two");
    }

    @Test
    void a_token_that_cannot_be_read_for_a_moment_ends_nothing() throws IOException {
        var token = Files.writeString(folder.resolve("token"), "one");
        var provider = KubeAccess.ofServiceAccount(Map.of(), folder).getOauthTokenProvider();
        assertThat(provider.getToken()).isEqualTo("one");
        Files.delete(token);
        assertThat(provider.getToken()).isEqualTo("one");
        Files.writeString(token, "two");
        assertThat(provider.getToken()).isEqualTo("two");
    }

    @Test
    void what_is_missing_or_wrong_is_said_in_one_sentence() throws IOException {
        refused(folder.resolve("none"), "there is no kube config");
        var nonsense = Files.writeString(folder.resolve("nonsense"), "]: nonsense");
        refused(nonsense, "cannot be read");
        var empty = Files.writeString(folder.resolve("empty"), "apiVersion: v1\nkind: Config\n");
        refused(empty, "has no current context");
        assertThatThrownBy(() -> KubeAccess.open(null, Map.of(), "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "there is no access to Kubernetes: give --kube-config, or set KUBECONFIG");
    }

    @Test
    void an_api_server_that_is_not_there_is_named() throws IOException {
        var config = kubeConfig("away", "https://127.0.0.1:1");
        try (var access = KubeAccess.open(config, Map.of(), "1")) {
            assertThatThrownBy(access::serverVersion)
                    .isInstanceOf(KubeFailure.class)
                    .hasMessageContaining("https://127.0.0.1:1/ cannot be reached");
        }
    }

    private static void refused(Path file, String sentence) {
        assertThatThrownBy(() -> KubeAccess.open(file, Map.of(), "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(sentence);
    }

    private Path kubeConfig(String name, String server) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts: [{name: c, context: {cluster: k, user: u}}]
                clusters: [{name: k, cluster: {server: "%s"}}]
                users: [{name: u, user: {token: t}}]
                """
                        .formatted(server));
    }
}
