package com.nextbreakpoint.flink.probe;

/** One complete checkpoint or savepoint. */
public final class Found {
    private final long id;
    private final String path;
    private final long millis;

    /**
     * @param millis when it was completed, by the storage's clock
     */
    public Found(long id, String path, long millis) {
        this.id = id;
        this.path = path;
        this.millis = millis;
    }

    long id() {
        return id;
    }

    String path() {
        return path;
    }

    long millis() {
        return millis;
    }
}
