package com.nextbreakpoint.flink.server;

import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.tls.TlsStores;
import io.helidon.webserver.WebServer;
import java.time.InstantSource;
import java.util.Map;

/** The control interface over resources in memory: one cluster, demo. */
public final class TestControl implements AutoCloseable {
    private final WebServer server;

    public TestControl(TlsStores stores) {
        this(stores, Guard.OPEN);
    }

    public TestControl(TlsStores stores, Guard guard) {
        var resources = new FakeResources();
        resources.add(Kind.FlinkCluster, "demo", "", Map.of("taskManagers", 1));
        server =
                new ControlApi(resources, new FakeFlinkJson(), guard, InstantSource.system())
                        .start(0, stores);
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
