package com.nextbreakpoint.flink.api.charts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nextbreakpoint.flink.api.Schema;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The structural schema of a record: {@code openAPIV3Schema} of a custom resource definition. */
final class SchemaOf {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaOf() {}

    static Map<String, Object> record(Class<?> type) {
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        var comments = Comments.ofComponents(type);
        for (var component : type.getRecordComponents()) {
            properties.put(component.getName(), property(component, comments));
            var field = annotation(component, Schema.Field.class);
            if (field != null && field.required()) {
                required.add(component.getName());
            }
        }
        var schema = new LinkedHashMap<String, Object>();
        schema.put("type", "object");
        schema.put("properties", properties);
        putUnlessEmpty(schema, "required", required);
        putUnlessEmpty(schema, "x-kubernetes-validations", rules(type));
        return schema;
    }

    /** The rules of a type or an accessor, each with its message. */
    static List<Map<String, Object>> rules(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotationsByType(Schema.Rule.class))
                .map(rule -> Crd.map("rule", rule.value(), "message", rule.message()))
                .toList();
    }

    private static Map<String, Object> property(
            RecordComponent component, Map<String, String> comments) {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("description", withKubernetesType(description(component, comments), component));
        schema.putAll(value(component.getGenericType()));
        var field = annotation(component, Schema.Field.class);
        if (field != null) {
            limits(field, schema);
        }
        accessors(component)
                .forEach(
                        method ->
                                putUnlessEmpty(schema, "x-kubernetes-validations", rules(method)));
        return schema;
    }

    private static void limits(Schema.Field field, Map<String, Object> schema) {
        if (field.words().length > 0) {
            schema.put("enum", List.of(field.words()));
        }
        if (!field.byDefault().isEmpty()) {
            schema.put("default", defaultOf(field.byDefault(), schema));
        }
        put(schema, "minimum", field.min(), Long.MIN_VALUE);
        put(schema, "maximum", field.max(), Long.MAX_VALUE);
        put(schema, "minLength", field.minLength(), -1);
        put(schema, "maxLength", field.maxLength(), -1);
        put(schema, "maxItems", field.maxItems(), -1);
        if (!field.key().isEmpty()) {
            schema.put("x-kubernetes-list-type", "map");
            schema.put("x-kubernetes-list-map-keys", List.of(field.key()));
        }
    }

    private static Map<String, Object> value(Type type) {
        if (type instanceof ParameterizedType generic) {
            var arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? Crd.map("type", "array", "items", value(arguments[0]))
                    : Crd.map("type", "object", "additionalProperties", value(arguments[1]));
        }
        var plain = (Class<?>) type;
        if (plain.isEnum()) {
            var words = Arrays.stream(plain.getEnumConstants()).map(Object::toString).toList();
            return Crd.map("type", "string", "enum", words);
        }
        return plain.isRecord() ? record(plain) : scalar(plain);
    }

    private static Map<String, Object> scalar(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "int", "Integer" -> Crd.map("type", "integer", "format", "int32");
            case "long", "Long" -> Crd.map("type", "integer", "format", "int64");
            case "boolean" -> Crd.map("type", "boolean");
            case "String" -> Crd.map("type", "string");
            default -> type == Instant.class ? date() : embedded(type);
        };
    }

    private static Map<String, Object> date() {
        return Crd.map("type", "string", "format", "date-time");
    }

    /** Types of Kubernetes are taken as they come, so that newer fields of theirs are kept. */
    private static Map<String, Object> embedded(Class<?> type) {
        if (!isOfKubernetes(type)) {
            throw new IllegalStateException("no schema is known for " + type);
        }
        return Crd.map("type", "object", "x-kubernetes-preserve-unknown-fields", true);
    }

    private static boolean isOfKubernetes(Class<?> type) {
        return type.getName().startsWith("io.fabric8.kubernetes.api.model.");
    }

    private static String description(RecordComponent component, Map<String, String> comments) {
        var own = comments.get(component.getName());
        if (own != null) {
            return own;
        }
        return interfaceMethods(component)
                .findFirst()
                .map(method -> Comments.ofMethod(method.getDeclaringClass(), method.getName()))
                .orElseThrow(() -> new IllegalStateException("no @param describes " + component));
    }

    private static String withKubernetesType(String sentence, RecordComponent component) {
        var type = component.getGenericType();
        if (type instanceof ParameterizedType list && component.getType() == List.class) {
            type = list.getActualTypeArguments()[0];
        }
        return type instanceof Class<?> plain && isOfKubernetes(plain)
                ? sentence.replaceFirst("\\.$", " (Kubernetes: " + plain.getSimpleName() + ").")
                : sentence;
    }

    private static <A extends Annotation> @Nullable A annotation(
            RecordComponent component, Class<A> type) {
        return accessors(component)
                .flatMap(method -> Stream.ofNullable(method.getAnnotation(type)))
                .findFirst()
                .orElse(null);
    }

    /** The accessor of the record, then that of its interface, which speaks for several records. */
    private static Stream<Method> accessors(RecordComponent component) {
        return Stream.concat(Stream.of(component.getAccessor()), interfaceMethods(component));
    }

    private static Stream<Method> interfaceMethods(RecordComponent component) {
        return Arrays.stream(component.getDeclaringRecord().getInterfaces())
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.getName().equals(component.getName()))
                .filter(method -> method.getParameterCount() == 0);
    }

    private static Object defaultOf(String text, Map<String, Object> schema) {
        try {
            return "string".equals(schema.get("type")) ? text : JSON.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the default " + text + " is not JSON", e);
        }
    }

    private static void put(Map<String, Object> schema, String key, long value, long absent) {
        if (value != absent) {
            schema.put(key, value);
        }
    }

    private static void putUnlessEmpty(Map<String, Object> schema, String key, List<?> values) {
        if (!values.isEmpty()) {
            schema.put(key, values);
        }
    }
}
