package com.nextbreakpoint.flink.cli;

import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.flink.Access;
import com.nextbreakpoint.flink.flink.Target;
import com.nextbreakpoint.flink.kube.KubeAccess;
import java.util.Optional;
import java.util.function.Function;

/**
 * How JobManagers are reached: as the user says; else from inside the cluster at their pods' own
 * addresses, and from outside through the API server.
 */
record Targets(ServerOptions options, KubeAccess kube, Access.Meter meter) {
    Function<PodView, Optional<Target>> function() {
        var forwarded = options.portForward();
        var host = options.flinkHostname();
        var direct = Access.DIRECT.counted(meter);
        if (forwarded != null) {
            return pod -> Optional.of(at(pod, "localhost", forwarded, direct));
        }
        if (host != null) {
            return pod -> Optional.of(at(pod, host, Target.PORT, direct));
        }
        return kube.inside() ? pod -> inside(pod, direct) : throughApiServer();
    }

    private static Target at(PodView pod, String host, int port, Access access) {
        var address = Target.host(host, port).address();
        return new Target(pod.name(), pod.incarnation(), address, access);
    }

    private static Optional<Target> inside(PodView pod, Access access) {
        return pod.ip().isEmpty()
                ? Optional.empty()
                : Optional.of(Target.direct(pod.name(), pod.incarnation(), pod.ip(), access));
    }

    private Function<PodView, Optional<Target>> throughApiServer() {
        var server = kube.apiServer();
        var access = Access.through(server.tls(), server.headers()).counted(meter);
        return pod ->
                pod.ip().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                Target.proxied(
                                        pod.name(),
                                        pod.incarnation(),
                                        server.address(),
                                        options.namespace(),
                                        access));
    }
}
