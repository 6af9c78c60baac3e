package com.nextbreakpoint.flink.flink;

import com.nextbreakpoint.flink.core.PortNumbers;
import java.net.URI;

/**
 * A JobManager to talk to.
 *
 * @param pod its pod's name, "" when it is reached by the Service
 * @param incarnation the process that is expected to answer, "" when anyone may
 * @param address ends with a slash; the paths of Flink's REST API are appended to it
 */
public record Target(String pod, String incarnation, URI address, Access access) {
    public static final int PORT = PortNumbers.FLINK;

    public Target {
        if (!address.getPath().endsWith("/")) {
            throw new IllegalArgumentException("The address " + address + " must end with a slash");
        }
    }

    /** The pod's own address, for whoever can route to pods. */
    public static Target direct(String pod, String incarnation, String ip) {
        return new Target(pod, incarnation, address(ip, PORT), Access.DIRECT);
    }

    /** The pod's own address, by a way that counts or adds something. */
    public static Target direct(String pod, String incarnation, String ip, Access access) {
        return new Target(pod, incarnation, address(ip, PORT), access);
    }

    /** A host and port that lead to some JobManager: a Service, a NodePort, a forwarded port. */
    public static Target host(String host, int port) {
        return new Target("", "", address(host, port), Access.DIRECT);
    }

    /** The pod through the API server, for whoever cannot route to pods. */
    public static Target proxied(
            String pod, String incarnation, URI apiServer, String namespace, Access access) {
        var base = apiServer.toString().replaceAll("/+$", "");
        var path = "/api/v1/namespaces/" + namespace + "/pods/" + pod + ":" + PORT + "/proxy/";
        return new Target(pod, incarnation, URI.create(base + path), access);
    }

    URI resolve(String path) {
        return URI.create(address + path);
    }

    private static URI address(String host, int port) {
        var bracketed = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return URI.create("http://" + bracketed + ":" + port + "/");
    }
}
