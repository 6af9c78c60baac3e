package com.nextbreakpoint.flink.server;

import java.util.List;
import java.util.function.Function;

/**
 * One thing that the control interface can be asked for.
 *
 * @param path below {@code /api/v1}, with placeholders in braces
 * @param summary for the OpenAPI document
 * @param body what must or may be sent
 * @param answers which HTTP statuses may come beside those that every request may get
 * @param handler carries a request out; {@link ApiProblem} where it cannot
 */
record Route(
        String method,
        String path,
        String summary,
        Body body,
        Answers answers,
        Function<ApiRequest, Reply> handler) {
    /** What a request carries. */
    enum Body {
        NONE,
        DEPLOYMENT_SPEC,
        CLUSTER_SPEC,
        JOB_SPEC,
        /** {@code {"withoutSavepoint":bool}}, which may be left out. */
        WITHOUT_SAVEPOINT,
        /** The same, or {@code {"restoreFrom":path}}; which may be left out. */
        JOB_START,
        TASK_MANAGERS,
        PARALLELISM;

        /** What it may consist of; empty where the resource's own schema says that. */
        List<String> members() {
            return switch (this) {
                case WITHOUT_SAVEPOINT -> List.of("withoutSavepoint");
                case JOB_START -> List.of("withoutSavepoint", ApiRequest.RESTORE_FROM);
                case TASK_MANAGERS -> List.of("taskManagers");
                case PARALLELISM -> List.of("parallelism");
                case NONE, DEPLOYMENT_SPEC, CLUSTER_SPEC, JOB_SPEC -> List.of();
            };
        }

        /** Whether nothing need be sent. */
        boolean isOptional() {
            return this == WITHOUT_SAVEPOINT || this == JOB_START;
        }
    }

    /** Which statuses may come. */
    enum Answers {
        LIST,
        READ,
        FLINK,
        CREATE,
        CHANGE
    }

    /** Whether it changes something, and so may be waited for. */
    boolean changes() {
        return answers == Answers.CREATE || answers == Answers.CHANGE;
    }

    List<String> segments() {
        return List.of(path.substring(1).split("/", -1));
    }
}
