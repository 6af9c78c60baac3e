package com.nextbreakpoint.flink.probe;

/** One thing to look at. */
final class Place {
    enum Kind {
        /** What is complete in it? */
        DIRECTORY,
        /** Is it there, and complete? */
        STATE,
        /** Can files be created below it? */
        TARGET
    }

    private final Kind kind;
    private final String path;

    Place(Kind kind, String path) {
        this.kind = kind;
        this.path = path;
    }

    Kind kind() {
        return kind;
    }

    String path() {
        return path;
    }
}
