package com.nextbreakpoint.flink.server;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonInclude.Value;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.jspecify.annotations.Nullable;

/** Resources as they are shown. */
final class ShownJson {
    private static final ObjectMapper STATUS = mapper(Include.NON_NULL);
    private static final ObjectMapper SPEC = mapper(Include.NON_EMPTY);

    private ShownJson() {}

    /** What is empty keeps its place, what is null does not. */
    static JsonNode status(Object status) {
        return STATUS.valueToTree(status);
    }

    /** What is empty is left out, as its user did. */
    static JsonNode spec(@Nullable Object spec) {
        return spec == null ? SPEC.createObjectNode() : SPEC.valueToTree(spec);
    }

    private static ObjectMapper mapper(Include include) {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .defaultPropertyInclusion(Value.construct(include, Include.ALWAYS))
                .build();
    }
}
