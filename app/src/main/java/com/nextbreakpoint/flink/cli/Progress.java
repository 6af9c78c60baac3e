package com.nextbreakpoint.flink.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Tells people while the server holds an answer what is waited for: on a terminal in one line that
 * is painted anew, else in a line for each change. Closing it ends that.
 */
final class Progress implements AutoCloseable {
    static final Duration EVERY = Duration.ofSeconds(1);

    /** The width is not known: a line that wraps could not be painted over. */
    private static final int WIDTH = 79;

    private static final String CLEAR_REST = "\u001b[K";
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private final PrintWriter err;
    private final boolean repaints;
    private final Duration wait;
    private final long begun = System.nanoTime();
    private final Thread thread;
    private String told = "";

    private Progress(
            PrintWriter err,
            boolean repaints,
            Duration wait,
            Duration every,
            Supplier<String> state) {
        this.err = err;
        this.repaints = repaints;
        this.wait = wait;
        this.thread = Thread.ofVirtual().unstarted(() -> follow(every, state));
    }

    /**
     * Begins to tell.
     *
     * @param state of what is waited for, "" where it is not known
     */
    static Progress begin(PrintWriter err, Duration wait, Supplier<String> state) {
        return begin(err, isTerminal(), wait, EVERY, state);
    }

    static Progress begin(
            PrintWriter err,
            boolean repaints,
            Duration wait,
            Duration every,
            Supplier<String> state) {
        var progress = new Progress(err, repaints, wait, every, state);
        progress.paint("waiting up to %d s …".formatted(wait.toSeconds()));
        progress.thread.start();
        return progress;
    }

    private void follow(Duration every, Supplier<String> state) {
        try {
            while (true) {
                Thread.sleep(every);
                var now = CONTROL.matcher(state.get()).replaceAll(" ").strip();
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                tell(now);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(String now) {
        if (repaints || (!now.isEmpty() && !now.equals(told))) {
            var elapsed = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
            var line = "waiting, %d of %d s".formatted(elapsed, wait.toSeconds());
            paint(now.isEmpty() ? line : line + ": " + now);
        }
        told = now.isEmpty() ? told : now;
    }

    private void paint(String line) {
        if (repaints) {
            var cut = line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…";
            err.print("\r" + cut + CLEAR_REST);
            err.flush();
        } else {
            err.println(line);
        }
    }

    /** The last line stays: after a wait in vain it says what was missing. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
        if (repaints) {
            err.println();
        }
    }

    /** Of the standard error alone: standard output is often a pipe, where a person watches. */
    private static boolean isTerminal() {
        try {
            var target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.matches("/dev/(pts/.+|tty.*|console)");
        } catch (IOException notLinux) {
            return false;
        }
    }
}
