package com.nextbreakpoint.flink.api;

/** When the kubelet pulls an image. */
public enum PullPolicy {
    Never,
    Always,
    IfNotPresent
}
