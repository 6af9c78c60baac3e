package com.nextbreakpoint.flink.flink.fake;

/** The versions that the fake can be, and where their answers differ. */
public enum FlinkVersion {
    V1_20("1.20.5", "org.apache.flink.runtime.client.DuplicateJobSubmissionException: Job"),
    V2_3(
            "2.3.0",
            "org.apache.flink.runtime.client.DuplicateApplicationSubmissionException: Application");

    private final String number;
    private final String duplicate;

    FlinkVersion(String number, String duplicate) {
        this.number = number;
        this.duplicate = duplicate;
    }

    public String number() {
        return number;
    }

    String duplicate() {
        return duplicate + " has already been submitted.";
    }

    String secondExecute() {
        return "org.apache.flink.util.FlinkRuntimeException: Cannot have more than "
                + (this == V1_20
                        ? "one execute() or executeAsync() call in a single environment."
                        : "1 streaming jobs in one application.");
    }
}
