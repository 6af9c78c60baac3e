package com.nextbreakpoint.flink.server;

import org.jspecify.annotations.Nullable;

/**
 * Who sent a request.
 *
 * @param certificate the subject of the client's certificate, "" where there is none
 * @param token null: none was sent
 */
record Caller(String host, String certificate, @Nullable String token) {
    /**
     * For the line of an audit.
     *
     * @param user "" while it is not known
     */
    String named(String user) {
        var who = user.isEmpty() || certificate.isEmpty() ? user + certificate : both(user);
        return who.isEmpty() ? host : who + " at " + host;
    }

    private String both(String user) {
        return "%s (%s)".formatted(user, certificate);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return named("");
    }
}
