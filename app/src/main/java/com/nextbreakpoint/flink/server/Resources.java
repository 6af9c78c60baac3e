package com.nextbreakpoint.flink.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.nextbreakpoint.flink.core.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The users' resources of one namespace. Reads come from caches, which know our own writes already;
 * writes throw {@link ApiProblem} with the API server's own sentence.
 */
public interface Resources {
    List<Item> list(Kind kind);

    Optional<Item> find(Kind kind, String name);

    void create(Kind kind, String name, Map<String, String> labels, JsonNode spec);

    /** Replaces the spec by what is made of the one that is there now. */
    void replace(Kind kind, String name, UnaryOperator<JsonNode> change);

    void delete(Kind kind, String name);

    /** Sets annotations, and takes others away. */
    void annotate(Kind kind, String name, Map<String, String> annotations, Set<String> removed);

    void scale(Kind kind, String name, int replicas);
}
