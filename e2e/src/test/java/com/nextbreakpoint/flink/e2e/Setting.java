package com.nextbreakpoint.flink.e2e;

import java.util.stream.Stream;

/**
 * What a scenario runs on.
 *
 * @param flink version of Flink
 * @param dedicated whether the cluster has a supervisor of its own, or the operator's
 */
record Setting(String flink, boolean dedicated) {
    /** Each version and each kind of supervision once; with {@code -De2e.all=true} all pairs. */
    static Stream<Setting> all() {
        var paired = Stream.of(new Setting("2.3.0", true), new Setting("1.20.5", false));
        var others = Stream.of(new Setting("2.3.0", false), new Setting("1.20.5", true));
        return Boolean.getBoolean("e2e.all") ? Stream.concat(paired, others) : paired;
    }

    String image() {
        return "apache/flink:" + flink + "-scala_2.12-java17";
    }

    /** For names of resources. */
    String slug() {
        return flink.replaceAll("\\.\\d+$", "").replace('.', '-') + (dedicated ? "-d" : "-e");
    }

    @Override
    public String toString() {
        return "Flink " + flink + (dedicated ? ", dedicated supervisor" : ", embedded supervisor");
    }
}
