package com.nextbreakpoint.flink.kube.client;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What watches need beyond what the client gives them. They get whole lines: the client decodes
 * each piece by itself, which spoils a character that is spread over two. And they end when they
 * are silent for longer than the API server ever is: a connection that was forgotten on its way
 * tells nothing any more, not even its end.
 */
public final class WatchStreams implements Interceptor {
    private static final Logger LOG = LoggerFactory.getLogger(WatchStreams.class);

    private final Duration patience;
    private final Map<String, AsyncBody> open = new ConcurrentHashMap<>();
    private final Set<String> tried = ConcurrentHashMap.newKeySet();

    /**
     * Constructs it.
     *
     * @param patience how long a watch may be silent; the API server sends a bookmark each minute
     */
    WatchStreams(Duration patience) {
        this.patience = patience;
    }

    /** Those of the client, which it was made with. */
    public static WatchStreams of(KubernetesClient client) {
        return ((Interceptor.RequestTags) client.getHttpClient()).getTag(WatchStreams.class);
    }

    /**
     * Whether the path is watched, or somebody tried to watch it since this was asked last. The
     * client itself says of such a stream that it does not watch.
     */
    public boolean turned(String path) {
        var body = open.get(path);
        return tried.remove(path) || (body != null && !body.done().isDone());
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (isWatch(request)) tried.add(request.uri().getPath());
    }

    @Override
    public AsyncBody.Consumer<List<ByteBuffer>> consumer(
            AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
        return isWatch(request) ? new Lines(consumer) : consumer;
    }

    private static boolean isWatch(HttpRequest request) {
        var query = request.uri().getQuery();
        return query != null && query.contains("watch=true");
    }

    @Override
    public void after(
            HttpRequest request,
            HttpResponse<?> response,
            AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        if (consumer instanceof Lines lines && response.body() instanceof AsyncBody body) {
            var path = request.uri().getPath();
            if (response.isSuccessful()) open.put(path, body);
            var unused = Thread.startVirtualThread(() -> endWhenSilent(path, lines, body));
        }
    }

    private void endWhenSilent(String path, Lines lines, AsyncBody body) {
        var left = patience;
        while (left.isPositive()) {
            if (endsWithin(left, body)) return;
            left = patience.minusNanos(System.nanoTime() - lines.heard);
        }
        LOG.debug("{} was silent for {}: it is watched anew", path, patience);
        body.cancel();
    }

    private static boolean endsWithin(Duration time, AsyncBody body) {
        try {
            body.done().get(time.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException going) {
            return false;
        } catch (ExecutionException | CancellationException ended) {
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Passes on what came up to the last end of a line, and keeps the rest for the next piece. */
    private static final class Lines implements AsyncBody.Consumer<List<ByteBuffer>> {
        private final AsyncBody.Consumer<List<ByteBuffer>> to;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private volatile long heard = System.nanoTime();

        Lines(AsyncBody.Consumer<List<ByteBuffer>> to) {
            this.to = to;
        }

        @Override
        public void consume(List<ByteBuffer> pieces, AsyncBody body) throws Exception {
            heard = System.nanoTime();
            var whole = 0;
            for (var piece : pieces) {
                while (piece.hasRemaining()) {
                    var next = piece.get();
                    kept.write(next);
                    if (next == '\n') whole = kept.size();
                }
            }
            if (whole == 0) {
                body.consume();
                return;
            }
            var bytes = kept.toByteArray();
            kept.reset();
            kept.write(bytes, whole, bytes.length - whole);
            to.consume(List.of(ByteBuffer.wrap(bytes, 0, whole)), body);
        }
    }
}
