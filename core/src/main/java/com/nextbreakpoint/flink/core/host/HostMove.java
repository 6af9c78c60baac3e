package com.nextbreakpoint.flink.core.host;

/** What the rules can decide to do. */
enum HostMove {
    APPLY_DEPLOYMENT,
    DELETE_DEPLOYMENT
}
