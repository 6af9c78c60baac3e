package com.nextbreakpoint.flink.flink;

import com.nextbreakpoint.flink.core.FlinkWords;

/** Flink did not answer, not now, or not with sense: nothing may be concluded from it. */
public final class FlinkUnavailable extends RuntimeException {
    /** How far the request came. */
    public enum Reach {
        /** No connection: Flink has seen nothing of it. */
        UNSENT,
        /** It may have been carried out, the answer is missing or makes no sense. */
        SILENT,
        /** Flink itself answered that it failed, with a code of 500 or above. */
        ANSWERED
    }

    private final Reach reach;
    private final String detail;

    FlinkUnavailable(Reach reach, String message) {
        this(reach, message, "");
    }

    FlinkUnavailable(Reach reach, String message, String detail) {
        super(message);
        this.reach = reach;
        this.detail = detail;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    public Reach reach() {
        return reach;
    }

    /** Flink's whole answer, "" where it gave none. */
    String detail() {
        return detail;
    }

    /** Flink's own root cause in one line where it answered, else the message. */
    public String reason() {
        return detail.isEmpty() ? getMessage() : RootCause.of(detail);
    }

    /** Whether Flink's whole answer says so. */
    public boolean says(FlinkWords meaning) {
        return meaning.isIn(detail);
    }
}
