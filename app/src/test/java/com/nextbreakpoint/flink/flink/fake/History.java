package com.nextbreakpoint.flink.flink.fake;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All jobs that any of the fake's JobManagers was ever told to run, in their order. */
public final class History {
    private static final int MARK = 16;

    private final List<Start> starts = new CopyOnWriteArrayList<>();

    /**
     * A job was started.
     *
     * @param copies the ids of jobs with the same mark that were alive then
     */
    public record Start(FakeJob job, List<String> copies) {}

    public List<Start> starts() {
        return List.copyOf(starts);
    }

    /** The starts of jobs with the mark of this id. */
    public List<Start> startsLike(String jobId) {
        return starts.stream().filter(start -> isLike(start.job, jobId)).toList();
    }

    void started(FakeJob job, Collection<FakeJob> all) {
        var copies =
                all.stream()
                        .filter(other -> other != job && !other.isFinal())
                        .filter(other -> isLike(other, job.id()))
                        .map(FakeJob::id)
                        .toList();
        starts.add(new Start(job, copies));
    }

    private static boolean isLike(FakeJob job, String jobId) {
        return job.id().startsWith(jobId.substring(0, MARK));
    }
}
