package com.nextbreakpoint.flink.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.nextbreakpoint.flink.core.RestorePath;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a job begins from, where that is not its newest state. */
final class StartFlags {
    private static final String WITHOUT = "--without-savepoint";
    private static final String FROM = "--restore-from";

    @Option(names = WITHOUT, description = "Start the job from nothing")
    private boolean withoutSavepoint;

    @Option(
            names = FROM,
            description = "Start the job from this savepoint or checkpoint, whatever is newer")
    private @Nullable String restoreFrom;

    /** The body of the request; {@link BadOption} where it would be refused. */
    JsonNode body() {
        var body = JsonNodeFactory.instance.objectNode().put("withoutSavepoint", withoutSavepoint);
        if (restoreFrom == null) {
            return body;
        }
        if (withoutSavepoint) {
            throw new BadOption(RestorePath.contradiction(WITHOUT, FROM));
        }
        var problem = RestorePath.problem(FROM, restoreFrom);
        if (!problem.isEmpty()) {
            throw new BadOption(problem);
        }
        return body.put("restoreFrom", restoreFrom);
    }
}
