package com.nextbreakpoint.flink.flink;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Makes one readable line of a Java stack trace. */
final class RootCause {
    static final int LONGEST = 300;

    private static final String CAUSED_BY = "Caused by: ";
    private static final Pattern FRAME =
            Pattern.compile("\\s+(at |\\.\\.\\. \\d+ |Suppressed: |Caused by: ).*|\\s*");
    private static final Pattern NOISE =
            Pattern.compile(
                    "(Internal server error\\.|<Exception on server side:|"
                            + "End of exception on server side>)");
    private static final Pattern WRAPPERS =
            Pattern.compile(
                    "^(org\\.apache\\.flink\\.util\\.SerializedThrowable: |"
                            + "org\\.apache\\.flink\\.runtime\\.rest\\.handler\\.RestHandlerException: )+");
    private static final String NOT_EXECUTED = "Could not execute application.";
    private static final Pattern CLASS = Pattern.compile("^(?:\\w+\\.)+(?=[A-Z][\\w$]*(:|$))");

    private RootCause() {}

    /**
     * The innermost cause, and in brackets what it broke: {@code FileNotFoundException: Cannot find
     * … (JobInitializationException: Could not start the JobMaster.)}.
     */
    static String of(String trace) {
        var causes = causes(trace);
        if (causes.isEmpty()) {
            return "no reason given";
        }
        var root = causes.getLast();
        var broken = broken(causes, message(root));
        return cut(broken.isEmpty() ? simple(root) : simple(root) + " (" + broken + ")");
    }

    /** At most {@link #LONGEST} characters, on one line. */
    static String cut(String text) {
        var line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }

    /** The first line of each exception, the outermost first. */
    private static List<String> causes(String trace) {
        var causes = new ArrayList<String>();
        for (var line : trace.lines().toList()) {
            boolean cause = line.startsWith(CAUSED_BY);
            if (cause || (causes.isEmpty() && !isNoise(line))) {
                var text = cause ? line.substring(CAUSED_BY.length()) : line;
                causes.add(WRAPPERS.matcher(text.strip()).replaceFirst(""));
            }
        }
        return causes;
    }

    private static boolean isNoise(String line) {
        return FRAME.matcher(line).matches() || NOISE.matcher(line.strip()).matches();
    }

    /** The nearest outer exception that says something of its own. */
    private static String broken(List<String> causes, String inner) {
        for (int i = causes.size() - 2; i >= 0; i--) {
            var own = withoutTail(causes.get(i), causes.get(i + 1), inner);
            if (!message(own).isEmpty() && !own.endsWith(NOT_EXECUTED)) {
                return simple(own);
            }
        }
        return "";
    }

    /** Wrappers repeat the wrapped exception's words at their end. */
    private static String withoutTail(String line, String wrapped, String inner) {
        var own = line;
        for (var tail : List.of(wrapped, message(wrapped), inner)) {
            if (!tail.isEmpty() && own.endsWith(tail)) {
                own = own.substring(0, own.length() - tail.length());
            }
        }
        return own.replaceAll("[:\\s]+$", "");
    }

    private static String message(String line) {
        var className = CLASS.matcher(line);
        if (!className.find()) {
            return line;
        }
        int colon = line.indexOf(": ", className.end());
        return colon < 0 ? "" : line.substring(colon + 2).strip();
    }

    private static String simple(String line) {
        return CLASS.matcher(line).replaceFirst("");
    }
}
