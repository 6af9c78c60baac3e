package com.nextbreakpoint.flink.core;

/** The ports that more than one part of the program must know. */
public final class PortNumbers {
    /** Of Flink's REST API, in each JobManager. */
    public static final int FLINK = 8081;

    /** Of our own processes' metrics and health. */
    public static final int MONITOR = 8080;

    private PortNumbers() {}
}
