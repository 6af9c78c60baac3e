package com.nextbreakpoint.flink.cli;

import com.nextbreakpoint.flink.core.Tuning;
import com.nextbreakpoint.flink.tls.TlsStores;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What operator and supervisor are told.
 *
 * @param stores for the control interface: HTTPS with a key store, else HTTP
 * @param flink where every JobManager is reached; null: find a way
 * @param tuning how clusters are supervised that do not say it themselves
 * @param kubeConfig null: the pod's own account, else the user's configuration
 */
record ServerOptions(
        String namespace,
        int monitorPort,
        TlsStores stores,
        @Nullable InetSocketAddress flink,
        @Nullable Path kubeConfig,
        Tuning tuning,
        boolean dryRun) {}
