package com.nextbreakpoint.flink.bootstrap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How the start ended.
 *
 * @param exitCode 0 when the job is known to Flink and did not fail, else 1
 * @param submitted whether Flink has, or had, a job under this id
 * @param message one line
 * @param missingPath what was to be restored and does not exist, null when that is not the reason
 */
public record BootstrapReport(
        int exitCode,
        Submitted submitted,
        @Nullable String jobId,
        String message,
        @Nullable String missingPath) {
    private static final JsonMapper JSON = new JsonMapper();

    /** The reason that goes with {@link #missingPath}. */
    public static final String RESTORE_NOT_FOUND = "RestoreNotFound";

    /** Whether something was submitted. */
    public enum Submitted {
        YES,
        NO,
        /** A program may still run in a JobManager and submit the job later. */
        UNKNOWN
    }

    static BootstrapReport done(Submitted submitted, @Nullable String jobId, String message) {
        return new BootstrapReport(0, submitted, jobId, message, null);
    }

    static BootstrapReport failed(Submitted submitted, @Nullable String jobId, String message) {
        return new BootstrapReport(1, submitted, jobId, message, null);
    }

    BootstrapReport withMissing(String path) {
        return new BootstrapReport(exitCode, submitted, jobId, message, path);
    }

    /** One line, {@code {"submitted":true|false|"unknown","jobId":…,"message":…}}. */
    public String toJson() {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("submitted", submitted == Submitted.UNKNOWN ? "unknown" : isSubmitted());
        fields.put("jobId", jobId);
        fields.put("message", message);
        if (missingPath != null) {
            fields.put("reason", RESTORE_NOT_FOUND);
            fields.put("path", missingPath);
        }
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a map of texts is always JSON", impossible);
        }
    }

    private boolean isSubmitted() {
        return submitted == Submitted.YES;
    }
}
