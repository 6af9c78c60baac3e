package com.nextbreakpoint.flink.e2e;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a scenario runs on.
 *
 * @param flink version of Flink
 * @param dedicated whether the cluster has a supervisor of its own, or the operator's
 */
record Setting(String flink, boolean dedicated) {
    private static final boolean ALL = Boolean.getBoolean("e2e.all");
    private static final List<Setting> PAIRED =
            List.of(new Setting("2.3.0", true), new Setting("1.20.5", false));
    private static final List<Setting> OTHERS =
            List.of(new Setting("2.3.0", false), new Setting("1.20.5", true));

    /** Whether there is time for every scenario. */
    static boolean isAll() {
        return ALL;
    }

    /** Each version and each kind of supervision once; with {@code -De2e.all=true} all pairs. */
    static Stream<Setting> all() {
        return ALL ? Stream.concat(PAIRED.stream(), OTHERS.stream()) : PAIRED.stream();
    }

    /** For what depends on neither: one pair; with {@code -De2e.all=true} all of them. */
    static Stream<Setting> any() {
        return ALL ? all() : PAIRED.stream().skip(1);
    }

    /** One with the operator's supervision, by the first numbers of Flink's version. */
    static Setting embedded(String flink) {
        return Stream.concat(PAIRED.stream(), OTHERS.stream())
                .filter(setting -> !setting.dedicated && setting.flink.startsWith(flink))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no Flink " + flink));
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
