package com.nextbreakpoint.flink.server;

/** A request cannot be carried out; the message is one sentence that names the field or object. */
public final class ApiProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final int BAD_REQUEST = 400;
    static final int UNAUTHENTICATED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int NOT_ALLOWED = 405;
    static final int CONFLICT = 409;
    static final int TOO_LARGE = 413;
    static final int PATH_TOO_LONG = 414;
    static final int UNSUPPORTED = 415;
    static final int UNPROCESSABLE = 422;
    static final int BAD_GATEWAY = 502;
    static final int UNAVAILABLE = 503;
    static final int TIMED_OUT = 504;

    private final int status;
    private final String allow;

    /**
     * @param status the HTTP status: below 500 the request is wrong, from there on Flink or
     *     Kubernetes
     */
    public ApiProblem(int status, String sentence) {
        this(status, sentence, "");
    }

    private ApiProblem(int status, String sentence, String allow) {
        super(sentence);
        this.status = status;
        this.allow = allow;
    }

    /** The methods that the path takes, for a wrong one; else "". */
    String allow() {
        return allow;
    }

    public int status() {
        return status;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    static ApiProblem badRequest(String sentence) {
        return new ApiProblem(BAD_REQUEST, sentence);
    }

    static ApiProblem notFound(String sentence) {
        return new ApiProblem(NOT_FOUND, sentence);
    }

    static ApiProblem notAllowed(String path, String allow, String method) {
        return new ApiProblem(
                NOT_ALLOWED, "%s takes %s, not %s".formatted(path, allow, method), allow);
    }

    static ApiProblem conflict(String sentence) {
        return new ApiProblem(CONFLICT, sentence);
    }

    static ApiProblem unprocessable(String sentence) {
        return new ApiProblem(UNPROCESSABLE, sentence);
    }
}
