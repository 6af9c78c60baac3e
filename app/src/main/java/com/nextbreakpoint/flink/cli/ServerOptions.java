package com.nextbreakpoint.flink.cli;

import com.nextbreakpoint.flink.tls.Stores;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What operator and supervisor are told.
 *
 * @param stores for the control interface: HTTPS with a key store, else HTTP
 * @param flinkHostname reach Flink through the node ports of this host; null: find a way
 * @param portForward reach Flink through this port of localhost; null: find a way
 * @param kubeConfig null: the pod's own account, else the user's configuration
 */
record ServerOptions(
        String namespace,
        Duration pollingInterval,
        Duration taskTimeout,
        int monitorPort,
        Stores stores,
        @Nullable String flinkHostname,
        @Nullable Integer portForward,
        @Nullable Path kubeConfig,
        Logging.Format logFormat,
        boolean dryRun) {}
