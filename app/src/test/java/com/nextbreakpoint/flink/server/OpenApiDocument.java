package com.nextbreakpoint.flink.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nextbreakpoint.flink.api.SavepointSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Makes the OpenAPI document of the control interface from the table of routes. */
final class OpenApiDocument {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
    private static final String NAME = "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$";

    private static final Map<String, String> EXAMPLES =
            Map.of(
                    ApiRequest.DEPLOYMENT, "demo",
                    ApiRequest.CLUSTER, "lone",
                    ApiRequest.JOB, "average",
                    ApiRequest.TASK_MANAGER, "10.244.0.25:6122-0c89a2");

    private static final Map<Integer, String> DESCRIPTIONS = new TreeMap<>();

    static {
        DESCRIPTIONS.put(200, "Done, with the data if there are any");
        DESCRIPTIONS.put(201, "Created");
        DESCRIPTIONS.put(400, "The request cannot be read, or contradicts itself");
        DESCRIPTIONS.put(401, "With --authentication=kubernetes: there is no valid token");
        DESCRIPTIONS.put(403, "With --authentication=kubernetes: its user may not do this");
        DESCRIPTIONS.put(404, "There is no such resource");
        DESCRIPTIONS.put(409, "The state of the resource does not allow it");
        DESCRIPTIONS.put(413, "The body is too large");
        DESCRIPTIONS.put(414, "The path with its query is too long");
        DESCRIPTIONS.put(415, "The body is encoded");
        DESCRIPTIONS.put(422, "A value is wrong; the error names it");
        DESCRIPTIONS.put(502, "Flink or Kubernetes refused");
        DESCRIPTIONS.put(503, "Flink or Kubernetes cannot be reached");
        DESCRIPTIONS.put(504, "Flink or Kubernetes did not answer in time, or the wait is over");
    }

    /**
     * What every request may get, whichever the route: a token is checked before anything else, if
     * tokens are wanted.
     */
    private static final List<Integer> ALWAYS =
            List.of(
                    ApiProblem.BAD_REQUEST,
                    ApiProblem.UNAUTHENTICATED,
                    ApiProblem.FORBIDDEN,
                    ApiProblem.PATH_TOO_LONG,
                    ApiProblem.UNSUPPORTED,
                    ApiProblem.BAD_GATEWAY,
                    ApiProblem.UNAVAILABLE,
                    ApiProblem.TIMED_OUT);

    private OpenApiDocument() {}

    static ObjectNode of(List<Route> table, String version) {
        var document = object().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Flink Kubernetes Toolbox: control interface")
                .put("version", version)
                .putObject("license")
                .put("name", "Apache 2.0")
                .put("url", "https://www.apache.org/licenses/LICENSE-2.0");
        document.putArray("servers").addObject().put("url", "/api/v1");
        var security = document.putArray("security");
        security.addObject();
        security.addObject().putArray("token");
        var paths = document.putObject("paths");
        for (var route : table) {
            paths.withObjectProperty(route.path())
                    .set(route.method().toLowerCase(Locale.ROOT), operation(route));
        }
        var components = document.putObject("components");
        var parameters = components.putObject("parameters");
        for (var name :
                List.of(
                        ApiRequest.DEPLOYMENT,
                        ApiRequest.CLUSTER,
                        ApiRequest.JOB,
                        ApiRequest.TASK_MANAGER)) {
            parameters.set(name, pathParameter(name));
        }
        parameters.set("format", format());
        parameters.set("wait", waiting());
        var responses = components.putObject("responses");
        DESCRIPTIONS.forEach((status, words) -> responses.set("s" + status, response(status)));
        components
                .putObject("securitySchemes")
                .putObject("token")
                .put("type", "http")
                .put("scheme", "bearer");
        var schemas = components.putObject("schemas");
        schemas.set("Ok", okay());
        schemas.set("Error", problem("ERROR"));
        schemas.set("Failure", problem("FAILURE"));
        return document;
    }

    private static ObjectNode operation(Route route) {
        var operation = object().put("summary", route.summary());
        var parameters = operation.putArray("parameters");
        PLACEHOLDER
                .matcher(route.path())
                .results()
                .forEach(found -> parameters.add(reference("parameters", found.group(1))));
        if (!isDocument(route)) {
            parameters.add(reference("parameters", "format"));
        }
        if (route.changes()) {
            parameters.add(reference("parameters", "wait"));
        }
        if (route.body() != Route.Body.NONE) {
            var body = operation.putObject("requestBody");
            body.put("required", !route.body().isOptional());
            body.putObject("content")
                    .putObject("application/json")
                    .set("schema", schema(route.body()));
        }
        operation.set("responses", responses(route));
        return operation;
    }

    private static ObjectNode pathParameter(String name) {
        var parameter = object().put("name", name).put("in", "path").put("required", true);
        parameter.put("example", EXAMPLES.get(name));
        var schema = parameter.putObject("schema").put("type", "string");
        if (name.equals(ApiRequest.TASK_MANAGER)) {
            schema.put("minLength", 1);
        } else {
            schema.put("pattern", NAME);
        }
        return parameter;
    }

    private static ObjectNode format() {
        var parameter = object().put("name", "format").put("in", "query");
        parameter.put("description", "object: the output is JSON, and not a text that holds JSON");
        parameter.putObject("schema").put("type", "string").putArray("enum").add("object");
        return parameter;
    }

    private static ObjectNode waiting() {
        var parameter = object().put("name", "wait").put("in", "query");
        parameter.put(
                "description", "Seconds to hold the answer until it is so; 504 when they are over");
        parameter
                .putObject("schema")
                .put("type", "integer")
                .put("minimum", 1)
                .put("maximum", ApiRequest.LONGEST_WAIT.toSeconds());
        return parameter;
    }

    private static ObjectNode schema(Route.Body body) {
        var schema = object().put("type", "object");
        switch (body) {
            case NONE -> {}
            case DEPLOYMENT_SPEC -> schema.put("description", "The spec of a FlinkDeployment");
            case CLUSTER_SPEC -> schema.put("description", "The spec of a FlinkCluster");
            case JOB_SPEC -> schema.put("description", "The spec of a FlinkJob");
            case WITHOUT_SAVEPOINT -> withoutSavepoint(schema.putObject("properties"));
            case JOB_START -> restoreFrom(withoutSavepoint(schema.putObject("properties")));
            case TASK_MANAGERS -> count(schema, "taskManagers");
            case PARALLELISM -> count(schema, "parallelism");
        }
        if (!body.members().isEmpty()) schema.put("additionalProperties", false);
        return schema;
    }

    private static ObjectNode withoutSavepoint(ObjectNode properties) {
        properties.putObject("withoutSavepoint").put("type", "boolean").put("default", false);
        return properties;
    }

    private static void restoreFrom(ObjectNode properties) {
        properties
                .putObject("restoreFrom")
                .put("type", "string")
                .put("pattern", SavepointSpec.PATH_FORM)
                .put("maxLength", SavepointSpec.LONGEST_PATH)
                .put(
                        "description",
                        "The savepoint or checkpoint to begin from, not together with withoutSavepoint");
    }

    private static void count(ObjectNode schema, String member) {
        schema.putArray("required").add(member);
        schema.putObject("properties")
                .putObject(member)
                .put("type", "integer")
                .put("minimum", 0)
                .put("maximum", Integer.MAX_VALUE);
    }

    /** Beside those that every request may get. */
    private static List<Integer> statuses(Route.Answers answers) {
        return switch (answers) {
            case LIST -> List.of(200);
            case READ, FLINK -> List.of(200, 404, 409);
            case CREATE -> List.of(201, 409, 422);
            case CHANGE -> List.of(200, 404, 409, 422);
        };
    }

    private static ObjectNode responses(Route route) {
        var statuses = new TreeSet<>(statuses(route.answers()));
        statuses.addAll(ALWAYS);
        if (route.body() != Route.Body.NONE) {
            statuses.add(ApiProblem.TOO_LARGE);
        }
        var responses = object();
        statuses.forEach(
                status ->
                        responses.set(
                                String.valueOf(status), reference("responses", "s" + status)));
        if (isDocument(route)) {
            responses.set("200", bareResponse());
        }
        return responses;
    }

    private static boolean isDocument(Route route) {
        return route.path().equals("/openapi");
    }

    private static ObjectNode reference(String kind, String name) {
        return object().put("$ref", "#/components/" + kind + "/" + name);
    }

    private static ObjectNode response(int status) {
        var response = object().put("description", DESCRIPTIONS.get(status));
        response.putObject("content")
                .putObject("application/json")
                .set("schema", reference("schemas", envelope(status)));
        return response;
    }

    private static ObjectNode bareResponse() {
        var response = object().put("description", "This document, without an envelope");
        response.putObject("content")
                .putObject("application/json")
                .putObject("schema")
                .put("type", "object");
        return response;
    }

    private static String envelope(int status) {
        return status < 300 ? "Ok" : status < 500 ? "Error" : "Failure";
    }

    private static ObjectNode okay() {
        var schema = object().put("type", "object");
        var properties = schema.putObject("properties");
        properties.putObject("status").put("const", "OK");
        properties.putObject("output").put("description", "The data, as a text or as JSON");
        schema.putArray("required").add("status");
        return schema.put("additionalProperties", false);
    }

    private static ObjectNode problem(String word) {
        var schema = object().put("type", "object");
        var properties = schema.putObject("properties");
        properties.putObject("status").put("const", word);
        properties.putObject("error").put("type", "string").put("minLength", 1);
        schema.putArray("required").add("status").add("error");
        return schema.put("additionalProperties", false);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
