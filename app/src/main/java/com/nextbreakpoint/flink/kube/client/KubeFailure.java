package com.nextbreakpoint.flink.kube.client;

import com.nextbreakpoint.flink.core.Outcome;
import java.util.Locale;

/**
 * A request that the API server did not carry out. The message is its own sentence where it gave
 * one.
 */
public class KubeFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The code of a request that was not answered at all. */
    static final int UNREACHABLE = 0;

    private final int code;
    private final String reason;

    public KubeFailure(int code, String reason, String message) {
        super(message);
        this.code = code;
        this.reason = reason;
    }

    public KubeFailure(String message, Throwable cause) {
        super(message, cause);
        this.code = UNREACHABLE;
        this.reason = "";
    }

    public static KubeFailure notLeading() {
        return new KubeFailure(UNREACHABLE, "", "another process leads now");
    }

    /** The HTTP status, 0 when nobody answered. */
    public int code() {
        return code;
    }

    public boolean isNotFound() {
        return code == 404;
    }

    public boolean alreadyExists() {
        return code == 409 && reason.equals("AlreadyExists");
    }

    /** It may go well the next time, with nothing changed. */
    public boolean isTransient() {
        return code == UNREACHABLE
                || code == 401
                || code == 408
                || code == 409
                || code == 429
                || code >= 500;
    }

    /** Whether the API server itself said no, and not because the object changed meanwhile. */
    public boolean isRefusal() {
        return !isUnanswered() && code != 409;
    }

    public boolean isUnanswered() {
        return code == UNREACHABLE || code == 401 || code == 429;
    }

    /**
     * Whether the API server judged the object itself, and not what stands around it: a quota in
     * which the objects that go first may leave room, a name that is still taken, a webhook that
     * cannot judge without side effects, a fault of its own.
     */
    public boolean isVerdict() {
        return !isTransient() && !isQuota() && !isWebhookWithoutDryRun();
    }

    private boolean isQuota() {
        return code == 403 && lowerCase().contains("exceeded quota");
    }

    private boolean isWebhookWithoutDryRun() {
        return code == 400 && lowerCase().contains("does not support dry run");
    }

    public Outcome outcome() {
        return isTransient() ? new Outcome.Failed(sentence()) : new Outcome.Refused(sentence());
    }

    public String sentence() {
        return getMessage() == null ? "HTTP " + code : getMessage();
    }

    private String lowerCase() {
        return sentence().toLowerCase(Locale.ROOT);
    }
}
