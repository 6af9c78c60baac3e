package com.nextbreakpoint.flink.core;

import com.nextbreakpoint.flink.api.SavepointSpec;
import java.util.regex.Pattern;

/** A path that a request names to begin from: of the form that savepointPath has in the spec. */
public final class RestorePath {
    private static final Pattern FORM = Pattern.compile(SavepointSpec.PATH_FORM);
    private static final int LONGEST_QUOTED = 200;

    private RestorePath() {}

    /**
     * Why it can be no path, in one sentence with what to do; "" when it can.
     *
     * @param name what the user calls it
     */
    public static String problem(String name, String path) {
        if (path.isBlank())
            return name
                    + " is empty: name a savepoint or checkpoint, such as s3p://bucket/path, or leave it out";
        if (path.length() > SavepointSpec.LONGEST_PATH)
            return "%s is longer than %d characters: name a savepoint or checkpoint by its path"
                    .formatted(name, SavepointSpec.LONGEST_PATH);
        return FORM.matcher(path).find()
                ? ""
                : "%s must be a URI such as s3p://bucket/path, or absolute, not %s"
                        .formatted(name, quoted(path));
    }

    /** What is said to whoever wants both, by the names that the user knows. */
    public static String contradiction(String withoutSavepoint, String restoreFrom) {
        return "%s and %s contradict each other: keep one of them"
                .formatted(withoutSavepoint, restoreFrom);
    }

    private static String quoted(String path) {
        var line = path.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= LONGEST_QUOTED ? line : line.substring(0, LONGEST_QUOTED) + "…";
    }
}
