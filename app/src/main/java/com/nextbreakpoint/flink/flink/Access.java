package com.nextbreakpoint.flink.flink;

import com.nextbreakpoint.flink.tls.NoTls;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * The way to a JobManager: kept-alive connections, and the headers that whoever stands in between
 * asks for. One instance serves all clusters that are reached the same way.
 */
public final class Access {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);

    private static final Meter NONE = (call, took, failed) -> {};

    /** Straight to the pod or the Service. */
    public static final Access DIRECT =
            new Access(client().proxy(HttpClient.Builder.NO_PROXY).build(), Map::of, NONE);

    private final HttpClient http;
    private final Supplier<Map<String, String>> headers;
    private final Meter meter;

    /** Where the figures go. */
    @FunctionalInterface
    public interface Meter {
        /**
         * A call ended.
         *
         * @param call method and path, with a star for each id
         */
        void called(String call, Duration took, boolean failed);
    }

    private Access(HttpClient http, Supplier<Map<String, String>> headers, Meter meter) {
        this.http = http;
        this.headers = headers;
        this.meter = meter;
    }

    /**
     * Through the API server's proxy.
     *
     * @param tls trusts the API server and holds our certificate for it, if we have one
     * @param headers asked for before each request, because tokens are renewed
     */
    public static Access through(SSLContext tls, Supplier<Map<String, String>> headers) {
        return new Access(client().sslContext(tls).build(), headers, NONE);
    }

    /** The same way, with every call counted. */
    public Access counted(Meter by) {
        return new Access(http, headers, by);
    }

    Meter meter() {
        return meter;
    }

    HttpClient http() {
        return http;
    }

    Map<String, String> headers() {
        return headers.get();
    }

    private static HttpClient.Builder client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_LIMIT)
                .sslContext(NoTls.context())
                .executor(Executors.newVirtualThreadPerTaskExecutor());
    }
}
