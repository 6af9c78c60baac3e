package com.nextbreakpoint.flink.kube.run;

import com.nextbreakpoint.flink.kube.client.Api;
import com.nextbreakpoint.flink.kube.client.Endpoint;
import com.nextbreakpoint.flink.kube.client.KubeFailure;
import com.nextbreakpoint.flink.kube.run.Election.Move;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one process of several lead, by a Lease. A leader that cannot renew stops leading well
 * before another may begin, also while a request of its own hangs; a leader that is closed hands
 * over at once; a container that is restarted in place, with the same identity, goes on at once.
 */
public final class Leadership implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
    private static final Duration AFTER_CONFLICT = Duration.ofMillis(100);

    /** Two of these and the TERM are less than the LEASE: a loss is noticed in time. */
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(2);

    private final Api api;
    private final String name;
    private final String identity;
    private final Term term;
    private final Election election;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicBoolean turned = new AtomicBoolean();
    private final Thread loop;
    private volatile long leadsUntil = System.nanoTime();
    private volatile @Nullable Thread termThread;
    private String complaint = "";

    /** As we wrote it last; null when it must be asked for. */
    private @Nullable Lease held;

    /** Somebody else changed the lease just now. */
    private boolean conflict;

    /** What a leader does. */
    @FunctionalInterface
    public interface Term {
        /**
         * Runs as long as this process leads, and is interrupted when it does not any more. Nobody
         * else is let in by us before it returned.
         */
        void run() throws InterruptedException;
    }

    /**
     * @param lease the Lease's name, in the namespace
     * @param identity the same for a container that is restarted in place, different for all others
     */
    public Leadership(
            KubernetesClient client, String namespace, String lease, String identity, Term term) {
        this.api = new Api(client, namespace, REQUEST_LIMIT).sentOnce(REQUEST_LIMIT, () -> true);
        this.name = lease;
        this.identity = identity;
        this.term = term;
        this.election = new Election(identity);
        this.loop = Thread.ofVirtual().name("leadership " + lease).unstarted(this::run);
    }

    /** Begins to try; returns at once. */
    public void start() {
        loop.start();
    }

    /** Whether this process may act right now; to be asked before each act. */
    public boolean leads() {
        // H9.lease
        return System.nanoTime() - leadsUntil < 0 && termThread != null;
    }

    /** Whether the lease was looked at since this was asked last. */
    public boolean turned() {
        return turned.getAndSet(false);
    }

    /** Ends the term and hands over; waits for both. */
    @Override
    public void close() {
        closing.countDown();
        try {
            loop.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            do {
                turn();
                turned.set(true);
                if (!mayLead() || termEnded()) {
                    endTerm();
                }
            } while (!closing.await(pause().toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            endTerm();
            leadsUntil = System.nanoTime();
            release();
        }
    }

    /** Whatever is thrown, the next turn may go well: an election that ends, ends for good. */
    private void turn() {
        conflict = false;
        try {
            look();
            complain("", null);
        } catch (KubeFailure failure) {
            held = null;
            conflict = failure.code() == 409;
            // That somebody else was faster is how an election goes.
            complain(conflict ? "" : failure.sentence(), null);
        } catch (RuntimeException | Error wrong) {
            held = null;
            complain(wrong.toString(), wrong);
        }
    }

    private void look() {
        var asked = System.nanoTime();
        var known = held == null ? api.get(Endpoint.LEASES, name).orElse(null) : held;
        var move =
                known == null
                        ? Move.TAKE
                        : election.look(holder(known), version(known), System.nanoTime());
        if (move == Move.WAIT) {
            leadsUntil = System.nanoTime();
        } else {
            held = put(known, lease(known, identity, move));
            leadFrom(asked);
        }
    }

    private Lease put(@Nullable Lease known, Lease lease) {
        return known == null
                ? api.create(Endpoint.LEASES, lease)
                : api.replace(Endpoint.LEASES, lease);
    }

    /** The others wait from when they see the renewal, which is later than when it was asked. */
    private void leadFrom(long asked) {
        leadsUntil = asked + Election.TERM.toNanos();
        if (termThread == null && mayLead()) {
            LOG.info("{} leads: lease {}", identity, name);
            var thread = Thread.ofVirtual().name("term of " + name).unstarted(this::runTerm);
            termThread = thread;
            thread.start();
        }
    }

    private void runTerm() {
        try {
            term.run();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (KubeFailure failure) {
            // Also when the lease is lost while the term asks something.
            LOG.warn("the term of {} broke off: {}", name, failure.sentence());
        } catch (RuntimeException | Error wrong) {
            LOG.error("the term of {} broke off, it begins again", name, wrong);
        }
    }

    private boolean mayLead() {
        return System.nanoTime() - leadsUntil < 0;
    }

    private boolean termEnded() {
        var thread = termThread;
        return thread != null && !thread.isAlive();
    }

    private void endTerm() {
        var thread = termThread;
        if (thread == null) {
            return;
        }
        thread.interrupt();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                LOG.debug("the term ends first", again);
            }
        }
        termThread = null;
        LOG.info("{} leads no more: lease {}", identity, name);
    }

    /** A leader looks again before its term is over. */
    private Duration pause() {
        if (conflict) {
            return AFTER_CONFLICT;
        }
        var left = Duration.ofNanos(Math.max(0, leadsUntil - System.nanoTime()));
        return left.isZero() || left.compareTo(Election.RETRY) > 0 ? Election.RETRY : left;
    }

    private void release() {
        try {
            var lease = api.get(Endpoint.LEASES, name).orElse(null);
            if (lease != null && holder(lease).equals(identity)) {
                api.replace(Endpoint.LEASES, lease(lease, "", Move.RENEW));
            }
        } catch (RuntimeException failure) {
            LOG.warn("the lease {} was not handed over: {}", name, failure.getMessage());
        }
    }

    private void complain(String sentence, @Nullable Throwable stack) {
        if (!sentence.equals(complaint) && !sentence.isEmpty()) {
            LOG.warn("the lease {} cannot be looked after: {}", name, sentence, stack);
        }
        complaint = sentence;
    }

    private static String holder(Lease lease) {
        var spec = lease.getSpec();
        return spec == null ? "" : Objects.requireNonNullElse(spec.getHolderIdentity(), "");
    }

    private static String version(Lease lease) {
        return lease.getMetadata().getResourceVersion();
    }

    private Lease lease(@Nullable Lease before, String holder, Move move) {
        var now = ZonedDateTime.now(ZoneOffset.UTC);
        var lease =
                before == null
                        ? new LeaseBuilder().withNewMetadata().withName(name).endMetadata()
                        : new LeaseBuilder(before);
        var spec =
                lease.editOrNewSpec()
                        .withHolderIdentity(holder)
                        .withLeaseDurationSeconds((int) Election.LEASE.toSeconds())
                        .withRenewTime(now);
        if (move == Move.TAKE) {
            var taken = spec.getLeaseTransitions();
            spec.withAcquireTime(now).withLeaseTransitions(taken == null ? 0 : taken + 1);
        }
        return spec.endSpec().build();
    }
}
