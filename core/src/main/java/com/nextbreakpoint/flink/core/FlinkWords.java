package com.nextbreakpoint.flink.core;

import java.util.regex.Pattern;

/**
 * What Flink tells by words alone: of all else the status or the field is read. It is the name of a
 * class where that has the meaning to itself. The answers of each version were recorded, and a test
 * reads them.
 */
public enum FlinkWords {
    /** There is nothing at the path that a job was to begin from. */
    NOTHING_TO_RESTORE(
            "FileNotFoundException: Cannot find (checkpoint or savepoint|meta data file)"),

    /** Flink has, or had, a job of the id that was given to a new one. */
    DUPLICATE_ID("DuplicateJobSubmissionException", "DuplicateApplicationSubmissionException"),

    /** With 404: no savepoint was triggered under the id, or it was long ago. */
    UNKNOWN_TRIGGER("There is no savepoint operation with triggerId="),

    /** The JAR that was to be run is not there any more. */
    JAR_FORGOTTEN("RestHandlerException: Jar file .+ does not exist"),

    /** The JAR that was to be deleted is not there. */
    JAR_GONE("RestHandlerException: File .+ does not exist in "),

    /** Nothing of the program has run: it has no such class, or is no JAR. */
    PROGRAM_UNREADABLE(
            "ProgramInvocationException: "
                    + "(The program's entry point class|Error while opening jar file)"),

    /** The JobManager takes no JARs. */
    UPLOADS_OFF("^POST request not allowed$"),

    /** The JobManager's JVM was not opened to Flink, so it can run no program. */
    REFLECTION_OFF("ExceptionInInitializerError|InaccessibleObjectException"),

    /** As the storage of checkpoints: nothing is written to files. */
    IN_MEMORY("JobManagerCheckpointStorage$"),

    /** As the path of a checkpoint: it has none. */
    NO_PATH("^<checkpoint-not-externally-addressable>$");

    /** As 1.20 says it. */
    private final Pattern in120;

    /** As 2.3 says it. */
    private final Pattern in23;

    /** Both say it alike. */
    FlinkWords(String regex) {
        this(regex, regex);
    }

    FlinkWords(String in120, String in23) {
        this.in120 = Pattern.compile(in120);
        this.in23 = Pattern.compile(in23);
    }

    /** Whether an answer, or a part of it, says so. */
    public boolean isIn(String answer) {
        return in120.matcher(answer).find() || in23.matcher(answer).find();
    }
}
