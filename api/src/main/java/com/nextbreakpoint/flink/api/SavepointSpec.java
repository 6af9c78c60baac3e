package com.nextbreakpoint.flink.api;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * When savepoints are taken, and where they go.
 *
 * @param savepointMode whether stopping the job takes a savepoint (Automatic) or not (Manual)
 * @param savepointPath savepoint to begin from; a changed one is what the next start begins from
 * @param savepointInterval seconds between periodic savepoints, in either mode; 0 takes none
 * @param savepointTargetPath directory of the savepoints: a URI with a scheme, or an absolute path
 *     that all of the cluster can reach
 * @param allowNonRestoredState whether a start may leave out state of operators that the job no
 *     longer has
 * @param savepointOnDelete whether deleting the FlinkJob takes a last savepoint, whose path is
 *     reported in an Event
 */
@RecordBuilder
public record SavepointSpec(
        @Schema.Field(byDefault = "Automatic") SavepointMode savepointMode,
        @Schema.Field(maxLength = SavepointSpec.LONGEST_PATH)
                @Schema.Rule(
                        value = "self.matches('^$|" + SavepointSpec.PATH_FORM + "')",
                        message =
                                "savepointPath must be a URI such as s3p://bucket/path, or absolute")
                @Nullable String savepointPath,
        @Schema.Field(required = true, byDefault = "3600", min = 0, max = Schema.YEAR)
                Integer savepointInterval,
        @Schema.Field(required = true, maxLength = SavepointSpec.LONGEST_PATH)
                @Schema.Rule(
                        value = "self.matches('" + SavepointSpec.PATH_FORM + "')",
                        message =
                                "savepointTargetPath must be a URI such as s3p://bucket/path, or absolute")
                String savepointTargetPath,
        @Schema.Field(byDefault = "false") boolean allowNonRestoredState,
        @Schema.Field(byDefault = "false") boolean savepointOnDelete)
        implements SavepointSpecBuilder.With {
    /** How the path of a state begins: a URI with a scheme, or absolute. */
    public static final String PATH_FORM = "^([a-zA-Z][a-zA-Z0-9+.-]*:)?/";

    public static final int LONGEST_PATH = 4096;

    public SavepointSpec {
        savepointMode = Fill.or(savepointMode, SavepointMode.Automatic);
        savepointInterval = Fill.or(savepointInterval, 3600);
        Fill.required(savepointTargetPath, "savepoint.savepointTargetPath");
    }
}
