package com.nextbreakpoint.flink.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.RestorePath;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request that fits a route.
 *
 * @param names the parts of the path that the route names, decoded
 * @param body an object, empty where none was sent
 * @param holdFor how long the answer may be held until the wish is reached; null: not at all
 */
record ApiRequest(Map<String, String> names, JsonNode body, @Nullable Duration holdFor) {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final int LONGEST_NAME = 63;
    static final String RESTORE_FROM = "restoreFrom";
    static final Duration LONGEST_WAIT = Duration.ofHours(1);

    // The parts of a path that may be named.
    static final String DEPLOYMENT = "deployment";
    static final String CLUSTER = "cluster";
    static final String JOB = "job";
    static final String TASK_MANAGER = "taskmanager";

    /** {@link ApiProblem} where a name cannot be that of a resource. */
    ApiRequest {
        names.forEach(ApiRequest::checkName);
    }

    String deployment() {
        return name(DEPLOYMENT);
    }

    String cluster() {
        return name(CLUSTER);
    }

    String job() {
        return name(JOB);
    }

    String taskManager() {
        return name(TASK_MANAGER);
    }

    /** The name of the resource that the path leads to. */
    String resource(Kind kind) {
        return switch (kind) {
            case FlinkDeployment -> deployment();
            case FlinkCluster -> cluster();
            case FlinkJob -> Names.job(cluster(), job());
        };
    }

    /** A number that must be there and not below zero. */
    int count(String member) {
        var value = body.path(member);
        if (value.isMissingNode()) {
            throw ApiProblem.unprocessable("%s is missing: say how many".formatted(member));
        }
        if (!value.isInt() || value.asInt() < 0) {
            throw ApiProblem.unprocessable("%s must be a whole number from 0 on".formatted(member));
        }
        return value.asInt();
    }

    /** False where it is missing. */
    boolean flag(String member) {
        var value = body.path(member);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw ApiProblem.unprocessable("%s must be true or false".formatted(member));
        }
        return value.asBoolean();
    }

    /** The path of a state that a job shall begin from; null where none is named. */
    @Nullable String restoreFrom() {
        var value = body.path(RESTORE_FROM);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isTextual()) {
            throw ApiProblem.unprocessable(RESTORE_FROM + " must be a text: the path of a state");
        }
        var problem = RestorePath.problem(RESTORE_FROM, value.asText());
        if (!problem.isEmpty()) {
            throw ApiProblem.unprocessable(problem);
        }
        if (flag("withoutSavepoint")) {
            throw ApiProblem.badRequest(
                    RestorePath.contradiction("withoutSavepoint", RESTORE_FROM));
        }
        return value.asText();
    }

    private String name(String placeholder) {
        return Objects.requireNonNull(names.get(placeholder));
    }

    private static void checkName(String placeholder, String name) {
        if (placeholder.equals(TASK_MANAGER)) {
            if (name.chars().anyMatch(Character::isISOControl)) {
                throw ApiProblem.badRequest("the id of a TaskManager has no control characters");
            }
        } else if (!LABEL.matcher(name).matches()) {
            throw ApiProblem.badRequest(
                    "the name of a %s is at most %d lower case letters, digits and '-'"
                            .formatted(placeholder, LONGEST_NAME));
        }
    }
}
