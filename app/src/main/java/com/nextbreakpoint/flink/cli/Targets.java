package com.nextbreakpoint.flink.cli;

import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.flink.Access;
import com.nextbreakpoint.flink.flink.Target;
import com.nextbreakpoint.flink.kube.client.KubeAccess;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Function;

/**
 * How JobManagers are reached: as the user says; else from inside the cluster at their pods' own
 * addresses, and from outside through the API server.
 */
record Targets(ServerOptions options, KubeAccess kube, Access.Meter meter) {
    Function<PodView, Optional<Target>> function() {
        var flink = options.flink();
        var direct = Access.DIRECT.counted(meter);
        if (flink != null) {
            return pod -> Optional.of(at(pod, flink, direct));
        }
        return kube.inside() ? pod -> inside(pod, direct) : throughApiServer();
    }

    private static Target at(PodView pod, InetSocketAddress flink, Access access) {
        var address = Target.host(flink.getHostString(), flink.getPort()).address();
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
