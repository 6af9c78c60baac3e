package com.nextbreakpoint.flink.server;

import com.nextbreakpoint.flink.tls.Secret;
import com.nextbreakpoint.flink.tls.StoreFile;
import com.nextbreakpoint.flink.tls.TestStores;
import com.nextbreakpoint.flink.tls.TlsStores;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * Calls the control interface in each version of TLS, and a server that speaks them all. It is a
 * program of its own, since Java's own floor can be taken away for a whole process only.
 */
final class TlsFloor {
    private TlsFloor() {}

    public static void main(String[] stores) throws IOException {
        var server = new TlsStores(store(stores[0]), null);
        var client = new TlsStores(null, store(stores[1])).context();
        try (var control = new TestControl(server)) {
            for (var version : new String[] {"TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"}) {
                print(version, "control", call(client, version, control.port()));
                print(version, "another", callAnother(client, version, server.context()));
            }
        }
    }

    private static StoreFile store(String path) {
        return new StoreFile(Path.of(path), new Secret(TestStores.SECRET));
    }

    private static void print(String version, String server, String outcome) {
        System.out.println(version + " " + server + " " + outcome);
    }

    private static String call(SSLContext client, String version, int port) throws IOException {
        var loopback = InetAddress.getLoopbackAddress();
        try (var socket = (SSLSocket) client.getSocketFactory().createSocket(loopback, port)) {
            socket.setEnabledProtocols(new String[] {version});
            socket.setSoTimeout(10_000);
            socket.startHandshake();
            return "speaks " + socket.getSession().getProtocol();
        } catch (SSLException refusal) {
            return "refuses";
        }
    }

    private static String callAnother(SSLContext client, String version, SSLContext server)
            throws IOException {
        var loopback = InetAddress.getLoopbackAddress();
        var sockets = server.getServerSocketFactory();
        try (var listener = (SSLServerSocket) sockets.createServerSocket(0, 1, loopback)) {
            listener.setEnabledProtocols(new String[] {version});
            Thread.ofVirtual().start(() -> shakeHands(listener));
            return call(client, version, listener.getLocalPort());
        }
    }

    private static void shakeHands(SSLServerSocket listener) {
        try (var socket = (SSLSocket) listener.accept()) {
            socket.startHandshake();
            socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException refused) {
            // The other side tells.
        }
    }
}
