package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.SavepointRecord;

/** The part of a message that says what a job begins from, or why it does not. */
record OriginDetails(JobReading r, Origins origins) {
    private static final String NOTHING_THERE = "there is no complete checkpoint or savepoint at ";
    private static final String DECIDE =
            "; to decide instead, request a START with restore-from, or set restart.onUnknownState"
                    + " to RestoreKnown";

    OriginDetails(JobReading r) {
        this(r, new Origins(r));
    }

    String ofAssumed() {
        return origins.words() + "; " + origins.problem();
    }

    String ofUncertain() {
        return origins.problem()
                + (origins.given().isPresent()
                        ? otherThanGiven()
                        : DECIDE + "; known is " + origins.words());
    }

    String ofMissing() {
        return origins.missing()
                .map(
                        path ->
                                NOTHING_THERE
                                        + path
                                        + (origins.given().isPresent()
                                                ? otherThanGiven()
                                                : otherThan(path)))
                .orElse("");
    }

    /** Of an attempt that found nothing where it was to begin from. */
    String ofRestored() {
        var from = r.status().restoredFrom();
        return otherThan(from == null ? "" : from.path());
    }

    String ofRefused() {
        var problem = origins.isDoomed() ? doom() : origins.problem();
        var why =
                problem.isEmpty()
                        ? origins.missing().map(path -> NOTHING_THERE + path).orElse("")
                        : problem;
        return why
                + (isFromSpec()
                        ? "; correct savepoint.savepointPath, or take it back"
                        : "; request it again with another path");
    }

    /** Whether the path that is looked at stands in the specification, not in a request. */
    private boolean isFromSpec() {
        return origins.given().filter(given -> !given.requested()).isPresent();
    }

    private String doom() {
        var path = origins.given().map(Given::path).orElse("");
        var kept = origins.isRetained() ? ", or STOP it without-savepoint first" : "";
        return path
                + " is a checkpoint of the job that runs, which Flink deletes when that stops; take a"
                + " savepoint to begin from"
                + kept;
    }

    private String otherThanGiven() {
        var cure =
                isFromSpec()
                        ? "; correct savepoint.savepointPath, or take it back to begin from "
                        : "; request a START with another path, or without restore-from to begin from ";
        return cure + RestorePoints.words(RestorePoints.newest(r).orElse(null));
    }

    /** What does not exist is not found by trying again, and nothing older is taken instead. */
    private String otherThan(String missing) {
        var older = origins.older().map(path -> ", found is " + path).orElse("");
        var savepoint =
                r.status().savepoints().stream()
                        .map(SavepointRecord::path)
                        .filter(path -> !path.equals(missing))
                        .findFirst()
                        .map(path -> ", the newest savepoint is " + path)
                        .orElse("");
        var candidate = older + savepoint;
        return "; request a START with restore-from%s, or FORGET_SAVEPOINT and START to begin with nothing"
                .formatted(candidate);
    }
}
