package com.nextbreakpoint.flink.e2e.crash;

/** The process ends here. */
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(String where) {
        super(where, null, false, false);
    }

    /** Threads end by it all the time. */
    static void isNoNews() {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> {
                    if (!(failure instanceof Crash)) failure.printStackTrace();
                });
    }
}
