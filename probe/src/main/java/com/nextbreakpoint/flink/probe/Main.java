package com.nextbreakpoint.flink.probe;

import java.util.concurrent.TimeUnit;

/** What Flink runs. */
public final class Main {
    static final String THREAD = "storage-probe";

    /** A storage that hangs may keep a thread of each look for ever: no more than these. */
    private static final int MOST_HUNG = 3;

    private Main() {}

    /** Always ends with {@link Answered}, within the given time. */
    public static void main(String[] args) throws InterruptedException, Answered {
        var options = new Options(args);
        var answer = new Answer(options.places().size());
        long hung = hung();
        if (hung >= MOST_HUNG) {
            answer.end("the storage hangs: " + hung + " earlier looks into it have not ended");
        } else {
            look(options, answer);
        }
        throw new Answered(answer.marked(options.nonce()));
    }

    private static void look(Options options, Answer answer) throws InterruptedException {
        var thread = new Thread(new Look(options, answer), THREAD);
        thread.setDaemon(true);
        thread.start();
        thread.join(options.deadlineMillis());
        // First: what an interrupted file system says is of no interest.
        answer.end("the storage did not answer within " + seconds(options) + " s");
        thread.interrupt();
    }

    /** The looks of this JVM that are still there, also those of earlier runs. */
    static long hung() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(THREAD))
                .count();
    }

    private static long seconds(Options options) {
        return Math.max(1, TimeUnit.MILLISECONDS.toSeconds(options.deadlineMillis()));
    }
}
