package com.nextbreakpoint.flink.cli;

import com.nextbreakpoint.flink.kube.client.KubeFailure;
import com.nextbreakpoint.flink.server.CannotListen;
import com.nextbreakpoint.flink.tls.StoreProblem;
import picocli.CommandLine;

/** The exit codes, and which failure leads to which. */
final class Exit {
    static final int DONE = 0;

    /** The server, or the program itself, refused or failed. */
    static final int FAILED = 1;

    static final int USAGE = 2;

    /** The server cannot be reached, or not be trusted. */
    static final int UNREACHABLE = 3;

    static final int WAIT_TIMED_OUT = 4;

    private Exit() {}

    static int of(Exception failure, CommandLine command) throws Exception {
        int code =
                switch (failure) {
                    case BadOption _, StoreProblem _ -> USAGE;
                    case ServerUnreachable _ -> UNREACHABLE;
                    case CannotListen _, KubeFailure _ -> FAILED;
                    default -> throw failure;
                };
        command.getErr().printf("error: %s%n", failure.getMessage());
        return code;
    }
}
