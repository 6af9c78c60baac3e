package com.nextbreakpoint.flink.kube.client;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonInclude.Value;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Arrays;
import java.util.stream.Collectors;

/** JSON as it goes to and comes from the API server. */
public final class Json {
    /** Unknown fields are passed over; an empty field keeps its place, a null one does not. */
    public static final ObjectMapper MAPPER = mapper(Include.NON_NULL);

    /** For specs: what is empty was left out by its user. */
    public static final ObjectMapper SPARSE = mapper(Include.NON_EMPTY);

    private Json() {}

    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    /** Throws a {@link KubeFailure}: what comes from the API server is of its own schema. */
    static <T> T parse(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException wrong) {
            throw new KubeFailure("the API server's answer cannot be read: " + why(wrong), wrong);
        }
    }

    public static <T> T convert(JsonNode tree, Class<T> type) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException wrong) {
            throw new KubeFailure("the API server's answer cannot be read: " + why(wrong), wrong);
        }
    }

    /** One sentence that names the field and what is wrong with its value. */
    public static String why(JsonProcessingException wrong) {
        var field =
                wrong instanceof JsonMappingException mapping
                        ? mapping.getPath().stream().map(Json::step).collect(Collectors.joining())
                        : "";
        return (field.startsWith(".") ? field.substring(1) : field) + ": " + complaint(wrong);
    }

    private static String step(JsonMappingException.Reference step) {
        return step.getFieldName() == null
                ? "[" + step.getIndex() + "]"
                : "." + step.getFieldName();
    }

    private static String complaint(JsonProcessingException wrong) {
        if (wrong instanceof InvalidFormatException format) {
            var type = format.getTargetType();
            return type.isEnum()
                    ? format.getValue()
                            + " is none of "
                            + Arrays.stream(type.getEnumConstants())
                                    .map(Object::toString)
                                    .collect(Collectors.joining(", "))
                    : format.getValue() + " is not of the type " + type.getSimpleName();
        }
        var cause = wrong.getCause();
        return cause instanceof IllegalArgumentException && cause.getMessage() != null
                ? cause.getMessage()
                : wrong.getOriginalMessage();
    }

    private static ObjectMapper mapper(Include include) {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .defaultPropertyInclusion(Value.construct(include, Include.ALWAYS))
                .build();
    }
}
