package com.nextbreakpoint.flink.kube.cache;

import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.kube.client.Api;
import com.nextbreakpoint.flink.kube.client.Endpoint;
import com.nextbreakpoint.flink.kube.client.KubeFailure;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The objects of one kind in one namespace, as they were last heard of; never older than what this
 * process wrote itself. Values are shared and must not be changed.
 *
 * @param <T> the form in which readers see an object
 */
public final class Store<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final Api api;
    private final Source<?, T> source;
    private final Overlay<T> overlay;
    private final SharedIndexInformer<?> informer;
    private final List<Consumer<Meta>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean told = new AtomicBoolean();

    /** Why the objects cannot be listed or watched, "" while they can. */
    private volatile String problem = "";

    /**
     * Where the objects come from, and how they are read; reading never fails.
     *
     * @param groups those by which readers look for one
     */
    record Source<R extends HasMetadata, T>(
            Endpoint<R> endpoint,
            String labelSelector,
            Function<R, T> read,
            Function<T, Meta> meta,
            Function<T, List<String>> groups) {}

    private <R extends HasMetadata> Store(
            Api api, Source<R, T> source, SharedIndexInformer<R> informer) {
        this.api = api;
        this.source = source;
        this.informer = informer;
        this.overlay =
                new Overlay<>(
                        () -> Metas.version(informer.lastSyncResourceVersion()), source.groups);
    }

    /** A store that is fed by the informer, which is not started yet. */
    static <R extends HasMetadata, T> Store<T> of(
            Api api, Source<R, T> source, SharedIndexInformer<R> informer) {
        var store = new Store<>(api, source, informer);
        informer.initialState(Stream.empty()) // Makes the first list ask for what is newest.
                .itemStore(store.new Items<>(source.read))
                .exceptionHandler(store::failed)
                .addEventHandler(store.new Changes<R>());
        return store;
    }

    /** Returns at once; see {@link #synced}. The watch is made again whenever it ends. */
    void start() {
        var unused = informer.start();
    }

    void stop() {
        informer.stop();
    }

    /** Whether the first list has arrived. */
    public boolean synced() {
        return informer.hasSynced();
    }

    private void tell(Meta meta) {
        listeners.forEach(listener -> tell(listener, meta));
    }

    /** What goes wrong with one keeps nothing from the others. */
    private static void tell(Consumer<Meta> listener, Meta meta) {
        try {
            listener.accept(meta);
        } catch (RuntimeException | Error wrong) {
            LOG.error("a change of {} could not be passed on", meta.name(), wrong);
        }
    }

    /** To be called each second: some changes come without an event. */
    void tellVanished() {
        overlay.tellVanished(value -> tell(source.meta.apply(value)));
    }

    /** Whether it was told since this was asked last what is in the watch's way. */
    boolean told() {
        return told.getAndSet(false);
    }

    /**
     * Tells of every change from now on, by whomever, in their order, until what is returned is
     * closed.
     */
    public Listening onChange(Consumer<Meta> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** What somebody hears; who hears no more and does not close it is told for ever. */
    @FunctionalInterface
    public interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    public int listeners() {
        return listeners.size();
    }

    public Optional<T> get(String name) {
        return overlay.get(name);
    }

    public List<T> list() {
        return overlay.list();
    }

    /** Those of a group of the {@link Source}'s, by name. */
    List<T> in(String group) {
        return overlay.in(group);
    }

    /**
     * Asks the API server itself. Throws a {@link KubeFailure} when it does not answer: absent is
     * only what it says is absent.
     */
    public Optional<T> live(String name) {
        return live(source, name);
    }

    /**
     * Catches up with all that anybody wrote until now, as somebody must who takes over from
     * another process. Only what changed is read. Throws a {@link KubeFailure}.
     */
    public void refresh() {
        refresh(source);
    }

    public Endpoint<?> endpoint() {
        return source.endpoint;
    }

    /** Takes in the answer to a write of ours. */
    public T wrote(HasMetadata answer) {
        return take(source, answer);
    }

    private <R extends HasMetadata> Optional<T> live(Source<R, T> from, String name) {
        return api.get(from.endpoint, name).map(raw -> take(from, raw));
    }

    private <R extends HasMetadata> void refresh(Source<R, T> from) {
        var missing = overlay.names();
        var changed = new ArrayList<String>();
        var now =
                api.versions(
                        from.endpoint,
                        from.labelSelector,
                        (name, version) -> {
                            missing.remove(name);
                            if (!overlay.knows(name, version)) changed.add(name);
                        });
        changed.forEach(name -> live(from, name));
        missing.forEach(name -> overlay.missed(name, now));
    }

    private <R extends HasMetadata> T take(Source<R, T> from, HasMetadata answer) {
        var raw = slim(from.endpoint.type().cast(answer));
        var value = from.read.apply(raw);
        overlay.wrote(raw.getMetadata().getName(), value, Metas.version(raw));
        return value;
    }

    private boolean failed(boolean started, Throwable failure) {
        told.set(true);
        var sentence = source.endpoint.plural() + " cannot be watched: " + why(failure);
        var before = problem;
        if (!sentence.equals(before)) {
            LOG.warn("{}", sentence);
            problem = sentence;
        }
        if (before.isEmpty()) {
            Thread.ofVirtual().name("watch-" + source.endpoint.plural()).start(this::awaitWatch);
        }
        return true;
    }

    /**
     * Until the end of a problem is told, nothing tells whether the next failure is a new one. A
     * watch counts from the first that it tells; the API server sends a bookmark each minute.
     */
    private void awaitWatch() {
        try {
            while (!informer.isWatching()) {
                Thread.sleep(LOOK_AGAIN);
                if (informer.stopped().toCompletableFuture().isDone()) return;
            }
            LOG.info("{} can be watched now", source.endpoint.plural());
            problem = "";
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private static String why(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null && !(cause instanceof KubernetesClientException)) {
            cause = cause.getCause();
        }
        if (!(cause instanceof KubernetesClientException answer)) return Api.root(cause);
        if (answer.getCode() == 404) {
            return "the kind is not defined, install the chart flink-k8s-toolbox-crd";
        }
        return answer.getStatus() == null ? Api.root(cause) : answer.getStatus().getMessage();
    }

    private static <R extends HasMetadata> R slim(R raw) {
        raw.getMetadata().setManagedFields(List.of());
        return raw;
    }

    /** What the informer remembers; it keeps the overlay up to date before the horizon moves. */
    private final class Items<R extends HasMetadata> extends BasicItemStore<R> {
        private final Function<R, T> read;

        Items(Function<R, T> read) {
            super(Cache::metaNamespaceKeyFunc);
            this.read = read;
        }

        @Override
        public @Nullable R put(String key, R raw) {
            overlay.seen(raw.getMetadata().getName(), read.apply(slim(raw)), Metas.version(raw));
            // The informer needs no more than the metadata.
            if (raw instanceof GenericKubernetesResource custom)
                custom.setAdditionalProperties(new HashMap<>());
            return super.put(key, raw);
        }

        @Override
        public @Nullable R remove(String key) {
            overlay.gone(key.substring(key.indexOf('/') + 1));
            return super.remove(key);
        }
    }

    /** Tells the listeners, when the overlay knows already. */
    private final class Changes<R extends HasMetadata> implements ResourceEventHandler<R> {
        @Override
        public void onAdd(R object) {
            tell(object);
        }

        @Override
        public void onUpdate(R before, R after) {
            tell(after);
        }

        @Override
        public void onDelete(R object, boolean missed) {
            if (!missed) {
                // Only then is the object's version that of its deletion.
                overlay.goneAt(object.getMetadata().getName(), Metas.version(object));
            }
            tell(object);
        }

        private void tell(R object) {
            Store.this.tell(Metas.of(object));
        }
    }
}
