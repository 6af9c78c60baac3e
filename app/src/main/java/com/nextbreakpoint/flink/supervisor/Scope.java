package com.nextbreakpoint.flink.supervisor;

/** Under which name the refusals of an object's actions are remembered. */
final class Scope {
    private Scope() {}

    static String cluster(String name) {
        return "cluster/" + name;
    }

    static String job(String name) {
        return "job/" + name;
    }
}
