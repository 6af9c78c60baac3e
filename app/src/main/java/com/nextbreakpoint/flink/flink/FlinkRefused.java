package com.nextbreakpoint.flink.flink;

import com.nextbreakpoint.flink.core.FlinkWords;

/** Flink said no (4xx); the message is the root cause in one line of at most 300 characters. */
public final class FlinkRefused extends RuntimeException {
    private final int code;
    private final String detail;

    FlinkRefused(int code, String message, String detail) {
        super(message);
        this.code = code;
        this.detail = detail;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    public int code() {
        return code;
    }

    /** Flink's whole answer. */
    String detail() {
        return detail;
    }

    /** Whether Flink's whole answer says so. */
    public boolean says(FlinkWords meaning) {
        return meaning.isIn(detail);
    }
}
