package com.nextbreakpoint.flink.cli;

import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.flink.Access;
import com.nextbreakpoint.flink.flink.Target;
import java.util.Optional;
import java.util.function.Function;

/** How JobManagers are reached: as the user says, else at their pods' own addresses. */
final class Targets {
    private Targets() {}

    static Function<PodView, Optional<Target>> of(ServerOptions options) {
        var forwarded = options.portForward();
        var host = options.flinkHostname();
        if (forwarded != null) return pod -> Optional.of(at(pod, "localhost", forwarded));
        if (host != null) return pod -> Optional.of(at(pod, host, Target.PORT));
        return pod ->
                pod.ip().isEmpty()
                        ? Optional.empty()
                        : Optional.of(Target.direct(pod.name(), pod.incarnation(), pod.ip()));
    }

    private static Target at(PodView pod, String host, int port) {
        var address = Target.host(host, port).address();
        return new Target(pod.name(), pod.incarnation(), address, Access.DIRECT);
    }
}
