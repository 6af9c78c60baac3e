package com.nextbreakpoint.flink.core.desired;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.time.Duration;

/** How the kubelet asks our pods; all of it in seconds. */
final class Probes {
    private static final int LIVENESS_PERIOD = 10;
    private static final int TIMEOUT = 5;
    private static final int STARTUP_SECONDS = 600;

    private Probes() {}

    /** Asks each second, so that a start is seen at once, and gives up after ten minutes. */
    static Probe startup(Probe question, Duration atLeast) {
        return new ProbeBuilder(question)
                .withPeriodSeconds(1)
                .withTimeoutSeconds(TIMEOUT)
                .withFailureThreshold((int) Math.max(STARTUP_SECONDS, atLeast.toSeconds()))
                .build();
    }

    static Probe readiness(Probe question) {
        return new ProbeBuilder(question)
                .withPeriodSeconds(5)
                .withTimeoutSeconds(TIMEOUT)
                .withFailureThreshold(3)
                .build();
    }

    /** Fails for at least the given time before the kubelet kills: others decide before it. */
    static Probe liveness(Probe question, Duration atLeast) {
        int periods = Math.ceilDiv((int) atLeast.toSeconds(), LIVENESS_PERIOD);
        return new ProbeBuilder(question)
                .withPeriodSeconds(LIVENESS_PERIOD)
                .withTimeoutSeconds(TIMEOUT)
                .withFailureThreshold(Math.max(3, periods + 1))
                .build();
    }

    static Probe http(String path, int port) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withPort(new IntOrString(port))
                .endHttpGet()
                .build();
    }

    static Probe tcp(int port) {
        return new ProbeBuilder()
                .withNewTcpSocket()
                .withPort(new IntOrString(port))
                .endTcpSocket()
                .build();
    }
}
