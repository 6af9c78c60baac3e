package com.nextbreakpoint.flink.kube.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Step;
import com.nextbreakpoint.flink.core.desired.Owner;
import com.nextbreakpoint.flink.kube.cache.Stores;
import com.nextbreakpoint.flink.kube.client.Api;
import com.nextbreakpoint.flink.kube.client.Endpoint;
import com.nextbreakpoint.flink.kube.client.KubeFailure;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells users what happened to their resources, as Kubernetes Events. Best effort: nobody waits for
 * it, a repeated sentence is counted, and who has too much to say is cut off for a while.
 */
public final class Events implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Events.class);
    private static final int WAITING = 500;
    private static final int OBJECTS = 2000;
    private static final int BURST = 25;
    private static final Duration ONE_MORE_EACH = Duration.ofSeconds(30);
    private static final Duration LONGEST_REST = Duration.ofSeconds(10);
    private static final int LONGEST_MESSAGE = 1024;

    private final Api api;
    private final Clock clock;
    private final String instance;
    private final BlockingQueue<Told> queue = new ArrayBlockingQueue<>(WAITING);
    private final Budgets budgets = new Budgets();
    private final AtomicBoolean turned = new AtomicBoolean();
    private final Thread worker;
    private String complaint = "";

    private record Told(Kind kind, Meta object, Step.Notice notice, Instant when) {
        /** Warnings have one of their own, so that no chatter takes their place. */
        String budget() {
            return notice.severity() + " " + object.uid();
        }
    }

    /** How many more an object may tell, counted from a time. */
    private record Budget(int left, Instant since) {}

    /** Of the objects that told something first, the eldest is forgotten. */
    static final class Budgets extends LinkedHashMap<String, Budget> {
        private static final long serialVersionUID = 1L;

        /** Whether the object may tell one more; takes it from what it may. */
        boolean allow(String uid, Instant now) {
            var before = getOrDefault(uid, new Budget(BURST, now));
            var more = Math.max(0, Duration.between(before.since, now).dividedBy(ONE_MORE_EACH));
            var left = Math.min(BURST, before.left + more);
            if (left == 0) {
                return false;
            }
            var since = left == BURST ? now : before.since.plus(ONE_MORE_EACH.multipliedBy(more));
            put(uid, new Budget((int) left - 1, since));
            return true;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Budget> eldest) {
            return size() > OBJECTS;
        }
    }

    /**
     * @param instance which of our processes tells
     */
    public Events(Stores stores, String instance, Clock clock) {
        this.api = stores.api();
        this.instance = instance;
        this.clock = clock;
        this.worker = Thread.ofVirtual().name("events").start(this::work);
    }

    /** Returns at once; notices that are for the log only are passed over. */
    public void tell(Kind kind, Meta object, Step.Notice notice) {
        var told = new Told(kind, object, notice, clock.instant());
        if (notice.event() && !queue.offer(told)) {
            LOG.debug("an Event is dropped: {}", notice.message());
        }
    }

    /** Whether the writer looked for something to tell since this was asked last. */
    public boolean turned() {
        return turned.getAndSet(false);
    }

    @Override
    public void close() {
        worker.interrupt();
    }

    private void work() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                var told = queue.poll(LONGEST_REST.toMillis(), TimeUnit.MILLISECONDS);
                turned.set(true);
                if (told != null && budgets.allow(told.budget(), told.when)) {
                    write(told);
                }
                complaint = told == null ? complaint : "";
            } catch (InterruptedException closed) {
                return;
            } catch (RuntimeException | Error failure) {
                if (!Thread.currentThread().isInterrupted()) complain(failure);
            }
        }
    }

    private void complain(Throwable failure) {
        var sentence = String.valueOf(failure.getMessage());
        if (!sentence.equals(complaint)) {
            LOG.warn(
                    "Events are lost: {}",
                    sentence,
                    failure instanceof KubeFailure ? null : failure);
        }
        complaint = sentence;
    }

    private void write(Told told) {
        var name = name(told);
        var time = told.when.truncatedTo(ChronoUnit.SECONDS).toString();
        try {
            api.create(Endpoint.EVENTS, event(told, name, time));
        } catch (KubeFailure failure) {
            if (!failure.alreadyExists()) throw failure;
            count(name, time);
        }
    }

    private void count(String name, String time) {
        var before = api.get(Endpoint.EVENTS, name).orElse(null);
        if (before == null) return;
        var count = Objects.requireNonNullElse(before.getCount(), 1) + 1;
        var change = Map.of("count", count, "lastTimestamp", time);
        api.patch(Endpoint.EVENTS, name, change, Hands.MANAGER);
    }

    /** The same for the same sentence about the same object, so that repeats find each other. */
    private static String name(Told told) {
        var notice = told.notice;
        var sentence = told.object.uid() + notice.severity() + notice.reason() + notice.message();
        var hash = UUID.nameUUIDFromBytes(sentence.getBytes(UTF_8)).toString();
        return told.object.name() + "." + hash.replace("-", "").substring(0, 16);
    }

    private Event event(Told told, String name, String time) {
        var message = told.notice.message();
        return new EventBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(told.object.namespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(Owner.API_VERSION)
                .withKind(told.kind.name())
                .withNamespace(told.object.namespace())
                .withName(told.object.name())
                .withUid(told.object.uid())
                .withResourceVersion(told.object.resourceVersion())
                .endInvolvedObject()
                .withType(told.notice.severity() == Step.Severity.WARNING ? "Warning" : "Normal")
                .withReason(told.notice.reason())
                .withMessage(message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)))
                .withNewSource()
                .withComponent("flink-operator")
                .withHost(instance)
                .endSource()
                .withReportingComponent("flink-operator")
                .withReportingInstance(instance)
                .withCount(1)
                .withFirstTimestamp(time)
                .withLastTimestamp(time)
                .build();
    }
}
