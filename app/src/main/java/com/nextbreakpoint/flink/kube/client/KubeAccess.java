package com.nextbreakpoint.flink.kube.client;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The connection to a Kubernetes cluster.
 *
 * @param inside whether this process runs in a pod, so that addresses of pods can be reached
 */
public record KubeAccess(KubernetesClient client, boolean inside) implements AutoCloseable {
    private static final Path SERVICE_ACCOUNT =
            Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
    private static final String HOST = "KUBERNETES_SERVICE_HOST";
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    public static final Duration REQUEST_LIMIT = Duration.ofSeconds(10);

    /** The first pause before a lost watch is made again; it doubles up to 32 times as much. */
    private static final Duration WATCH_AGAIN = Duration.ofMillis(200);

    /** The API server sends each watch a bookmark a minute, now and then one less. */
    private static final Duration WATCH_PATIENCE = Duration.ofSeconds(150);

    /**
     * Opens a connection as the given kube config says; without one by the pod's service account;
     * outside of pods by the files of KUBECONFIG, or {@code ~/.kube/config}. Nothing is asked yet.
     *
     * @param environment of the process
     * @param version of this program, for the API server's log
     * @throws IllegalArgumentException with a sentence for the user, when none of them is there or
     *     it cannot be used
     */
    public static KubeAccess open(
            @Nullable Path kubeConfig, Map<String, String> environment, String version) {
        var inside = environment.containsKey(HOST) && Files.exists(token(SERVICE_ACCOUNT));
        var config =
                kubeConfig == null && inside
                        ? ofServiceAccount(environment, SERVICE_ACCOUNT)
                        : ofFiles(
                                kubeConfig == null
                                        ? defaultFiles(environment)
                                        : List.of(kubeConfig));
        ClientKeys.recognise(config);
        return new KubeAccess(connect(config, version, WATCH_PATIENCE), inside);
    }

    /** The API server's version; throws a {@link KubeFailure} when it cannot be reached. */
    public String serverVersion() {
        return new Api(client, "", REQUEST_LIMIT).serverVersion();
    }

    /**
     * The API server, for whoever speaks to pods through it.
     *
     * @param tls trusts it and holds our certificate for it, if we have one
     * @param headers our token, if we have one; asked for before each request
     */
    public record ApiServer(URI address, SSLContext tls, Supplier<Map<String, String>> headers) {}

    public ApiServer apiServer() {
        var config = client.getConfiguration();
        try {
            return new ApiServer(
                    client.getMasterUrl().toURI(),
                    SSLUtils.sslContext(config),
                    () -> token(config));
        } catch (GeneralSecurityException | IOException | URISyntaxException wrong) {
            throw new IllegalArgumentException(
                    "the certificates of the kube config cannot be used: " + wrong.getMessage(),
                    wrong);
        }
    }

    private static Map<String, String> token(Config config) {
        var provider = config.getOauthTokenProvider();
        var given = provider == null ? config.getOauthToken() : provider.getToken();
        var token = given == null ? config.getAutoOAuthToken() : given;
        return token == null ? Map.of() : Map.of("Authorization", "Bearer " + token);
    }

    @Override
    public void close() {
        client.close();
    }

    static Config ofServiceAccount(Map<String, String> environment, Path mount) {
        var host = environment.getOrDefault(HOST, "");
        var port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        var config = Config.empty();
        config.setMasterUrl(
                "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/");
        config.setCaCertFile(mount.resolve("ca.crt").toString());
        // The kubelet replaces the token in time, so the file is read anew for each request.
        config.setOauthTokenProvider(new TokenFile(token(mount)));
        return config;
    }

    static Config ofFiles(List<Path> files) {
        var config = Config.empty();
        KubeConfigUtils.merge(
                config,
                null,
                files.stream()
                        .map(KubeAccess::parsed)
                        .toArray(io.fabric8.kubernetes.api.model.Config[]::new));
        if (config.getCurrentContext() == null) {
            throw new IllegalArgumentException(
                    "the kube config "
                            + files.getFirst()
                            + " has no current context: choose one with kubectl config"
                            + " use-context");
        }
        return config;
    }

    private static io.fabric8.kubernetes.api.model.Config parsed(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "there is no kube config "
                            + file
                            + ": give an existing one with --kube-config");
        }
        try {
            return KubeConfigUtils.parseConfig(file.toFile());
        } catch (RuntimeException wrong) { // Of the YAML parser's own types.
            throw new IllegalArgumentException(
                    "the kube config "
                            + file
                            + " cannot be read: "
                            + String.valueOf(wrong.getMessage()).replaceAll("\\s+", " "),
                    wrong);
        }
    }

    private static List<Path> defaultFiles(Map<String, String> environment) {
        var named = environment.getOrDefault("KUBECONFIG", "");
        var files =
                named.isEmpty()
                        ? Stream.of(Path.of(environment.getOrDefault("HOME", ""), ".kube/config"))
                        : Stream.of(named.split(File.pathSeparator, -1))
                                .filter(name -> !name.isEmpty())
                                .map(Path::of);
        var there = files.filter(Files::exists).toList();
        if (there.isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no access to Kubernetes: give --kube-config, or set KUBECONFIG");
        }
        return there;
    }

    private static Config limited(Config config, String version) {
        config.setUserAgent("flinkctl/" + version);
        config.setConnectionTimeout((int) CONNECT_LIMIT.toMillis());
        config.setRequestTimeout((int) REQUEST_LIMIT.toMillis());
        config.setRequestRetryBackoffLimit(1);
        config.setWatchReconnectInterval((int) WATCH_AGAIN.toMillis());
        // The end of a web socket that comes together with an event is never told: it would hang.
        config.setOnlyHttpWatches(true);
        // Each watch has a connection of its own: one for all has a limit, beyond which requests
        // fail.
        config.setHttp2Disable(true);
        return config;
    }

    static KubernetesClient connect(Config config, String version, Duration watchPatience) {
        var streams = new WatchStreams(watchPatience);
        return new KubernetesClientBuilder()
                .withConfig(limited(config, version))
                .withHttpClientFactory(new OnVirtualThreads())
                .withHttpClientBuilderConsumer(
                        builder -> builder.addOrReplaceInterceptor("watches", streams).tag(streams))
                .withTaskExecutor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    private static Path token(Path mount) {
        return mount.resolve("token");
    }

    private static final class OnVirtualThreads extends JdkHttpClientFactory {
        @Override
        protected HttpClient.Builder createNewHttpClientBuilder() {
            return HttpClient.newBuilder().executor(Executors.newVirtualThreadPerTaskExecutor());
        }
    }
}
