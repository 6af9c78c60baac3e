package com.nextbreakpoint.flink.tls;

/** A password, which no log and no message can show. */
public final class Secret {
    private final char[] value;

    public Secret(String value) {
        this.value = value.toCharArray();
    }

    char[] value() {
        return value.clone();
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
