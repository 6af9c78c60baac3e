package com.nextbreakpoint.flink.cli;

import java.util.function.Supplier;

/**
 * A request of the control interface, as a command.
 *
 * @param description for people
 * @param path below {@code /api/v1}; options name its parts in braces
 * @param payload made anew for each command line, since it holds what was given
 */
record ClientRequest(
        String command, String description, String method, String path, Supplier<Payload> payload) {
    /** Whether it changes something, and so may be waited for. */
    boolean changes() {
        return !method.equals("GET");
    }
}
