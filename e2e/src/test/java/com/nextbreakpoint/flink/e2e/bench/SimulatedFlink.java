package com.nextbreakpoint.flink.e2e.bench;

import com.nextbreakpoint.flink.core.FlinkView.TaskManager;
import com.nextbreakpoint.flink.flink.fake.FakeFlink;
import com.nextbreakpoint.flink.flink.fake.FakeJob;
import com.nextbreakpoint.flink.flink.fake.FlinkVersion;
import com.nextbreakpoint.flink.flink.fake.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** The Flink of one cluster, with what was asked of it. */
final class SimulatedFlink {
    /** Of each TaskManager. */
    private static final int SLOTS = 1;

    /** A flapping one is well for so long, and then silent for as long. */
    private static final Duration FLAP = Duration.ofSeconds(10);

    /** How it answers. */
    enum Mood {
        HEALTHY,
        /** After two seconds. */
        SLOW,
        /** Takes requests, and never answers. */
        HUNG,
        /** Says 500 to everything. */
        FAILING,
        FLAPPING
    }

    private final FakeFlink flink = FakeFlink.unserved(FlinkVersion.V2_3);
    private final Map<String, String> taskManagers = new ConcurrentSkipListMap<>();
    private final LongAdder requests = new LongAdder();
    private final Set<Integer> connections = ConcurrentHashMap.newKeySet();
    private volatile Mood mood = Mood.HEALTHY;
    private final AtomicLong firstAskedAt = new AtomicLong();

    SimulatedFlink() {
        // What Flink does when it is not told otherwise.
        flink.cacheAge(Duration.ofSeconds(3));
    }

    FakeFlink flink() {
        return flink;
    }

    void mood(Mood now) {
        mood = now;
    }

    /** What it is in right now; a flapping one changes by itself. */
    Mood mood() {
        if (mood != Mood.FLAPPING) return mood;
        boolean well = System.nanoTime() / FLAP.toNanos() % 2 == 0;
        return well ? Mood.HEALTHY : Mood.HUNG;
    }

    /**
     * Counts a request.
     *
     * @param port of the caller, which is the same for all requests of one connection
     */
    void asked(int port) {
        requests.increment();
        connections.add(port);
        firstAskedAt.compareAndSet(0, System.nanoTime());
    }

    /** When it was first asked anything since the counting began, as nanoTime; 0 for never. */
    long firstAskedAt() {
        return firstAskedAt.get();
    }

    /** Begins to count from nothing. */
    void resetCounts() {
        requests.reset();
        connections.clear();
        firstAskedAt.set(0);
    }

    long requests() {
        return requests.sum();
    }

    /** How many connections brought a request. */
    int connections() {
        return connections.size();
    }

    void register(String taskManager, String address) {
        taskManagers.put(taskManager, address);
    }

    void deregister(String taskManager) {
        taskManagers.remove(taskManager);
    }

    Reply answer(String method, String path, byte[] body) throws IOException {
        flink.taskManagers(registered());
        return flink.answer(method, path, body);
    }

    private TaskManager[] registered() {
        int busy = flink.live().stream().mapToInt(FakeJob::parallelism).sum();
        var all = new ArrayList<TaskManager>();
        for (var one : taskManagers.entrySet()) {
            int taken = Math.min(SLOTS, busy);
            busy -= taken;
            all.add(new TaskManager(one.getKey(), one.getValue(), SLOTS, SLOTS - taken));
        }
        return all.toArray(TaskManager[]::new);
    }

    void completeCheckpoints() {
        for (var job : flink.live()) {
            var unused = job.completeCheckpoint("s3p://nextbreakpoint-demo/checkpoints");
        }
    }

    /** How many jobs it was told to stop so far. */
    long stops() {
        return flink.begun().stream().filter(one -> one.startsWith("stop ")).count();
    }
}
