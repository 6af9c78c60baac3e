package com.nextbreakpoint.flink.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nextbreakpoint.flink.core.Kind;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What a request carries.
 *
 * @param options that say it
 * @param json the body that they make, null for none; {@link BadOption} where a value is wrong
 */
record Payload(CommandSpec options, Supplier<@Nullable JsonNode> json) {
    static Payload none() {
        return new Payload(CommandSpec.create(), () -> null);
    }

    /** What a resource shall be. */
    static Payload spec(String word, Kind kind) {
        var name = "--%s-spec".formatted(word);
        var option =
                OptionSpec.builder(name)
                        .required(true)
                        .type(String.class)
                        .paramLabel("<value>")
                        .description(
                                "The specification of the Flink %s in JSON format".formatted(word))
                        .build();
        return of(option, () -> SpecText.read(name, option.getValue(), kind.name()));
    }

    static Payload number(String name, String description, String member) {
        var option =
                OptionSpec.builder(name)
                        .required(true)
                        .type(int.class)
                        .paramLabel("<" + member + ">")
                        .description(description)
                        .build();
        return of(option, () -> object().put(member, option.<Integer>getValue()));
    }

    static Payload withoutSavepoint(String description) {
        var option =
                OptionSpec.builder("--without-savepoint")
                        .type(boolean.class)
                        .description(description)
                        .build();
        return of(
                option,
                () -> object().put("withoutSavepoint", Boolean.TRUE.equals(option.getValue())));
    }

    /** What a job begins from. */
    static Payload start() {
        var flags = new StartFlags();
        return new Payload(CommandSpec.forAnnotatedObject(flags), flags::body);
    }

    @Nullable JsonNode body() {
        return json.get();
    }

    private static Payload of(OptionSpec option, Supplier<@Nullable JsonNode> json) {
        return new Payload(CommandSpec.create().addOption(option), json);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
