package com.nextbreakpoint.flink.flink.fake;

import java.util.List;

/** Stack traces as Flink puts them into its answers. */
final class Traces {
    private static final String FRAMES =
            "\n\tat org.apache.flink.runtime.Some.method(Some.java:97)"
                    + "\n\tat java.base/java.lang.Thread.run(Thread.java:840)";

    private Traces() {}

    /** The outermost first. */
    static String of(String... causes) {
        return String.join(FRAMES + "\nCaused by: ", causes) + FRAMES + "\n\t... 3 more\n";
    }

    /** How main() and what it calls fail. */
    static String notExecuted(List<String> causes) {
        var outer =
                of(
                        "org.apache.flink.runtime.rest.handler.RestHandlerException: "
                                + "Could not execute application.",
                        "java.util.concurrent.CompletionException: "
                                + "org.apache.flink.util.FlinkRuntimeException: "
                                + "Could not execute application.",
                        "org.apache.flink.util.FlinkRuntimeException: "
                                + "Could not execute application.");
        return outer + "Caused by: " + of(causes.toArray(String[]::new));
    }

    static String notRestorable(String path) {
        var missing =
                "java.io.FileNotFoundException: Cannot find checkpoint or savepoint "
                        + "file/directory '%s' on file system 'file'.".formatted(path);
        return of(
                "org.apache.flink.runtime.client.JobInitializationException: "
                        + "Could not start the JobMaster.",
                "java.util.concurrent.CompletionException: java.lang.RuntimeException: " + missing,
                "java.lang.RuntimeException: " + missing,
                missing);
    }

    static String serverSide(String... causes) {
        return "<Exception on server side:\n" + of(causes) + "\nEnd of exception on server side>";
    }
}
