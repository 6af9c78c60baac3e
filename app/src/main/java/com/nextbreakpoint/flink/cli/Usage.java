package com.nextbreakpoint.flink.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The help text of a command, in the manual's form. */
final class Usage {
    private Usage() {}

    static String of(CommandSpec command) {
        var sections = new ArrayList<String>();
        sections.add("Usage: %s [OPTIONS]%s%n".formatted(command.qualifiedName(), rest(command)));
        if (command.usageMessage().description().length > 0) {
            sections.add(
                    "    %s%n".formatted(String.join(" ", command.usageMessage().description())));
        }
        sections.add("Options:%n".formatted() + table(options(command)));
        if (!command.subcommands().isEmpty()) {
            sections.add("Commands:%n".formatted() + table(commands(command)));
        }
        return String.join(System.lineSeparator(), sections);
    }

    private static String rest(CommandSpec command) {
        if (!command.subcommands().isEmpty()) {
            return " COMMAND [ARGS]...";
        }
        var parameters = new StringBuilder();
        command.positionalParameters().forEach(p -> parameters.append(' ').append(p.paramLabel()));
        return parameters.toString();
    }

    private static Map<String, String> options(CommandSpec command) {
        var rows = new LinkedHashMap<String, String>();
        command.options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> rows.put(title(option), description(option.description())));
        return rows;
    }

    private static Map<String, String> commands(CommandSpec command) {
        var rows = new LinkedHashMap<String, String>();
        command.subcommands()
                .forEach(
                        (name, child) ->
                                rows.put(
                                        name,
                                        description(
                                                child.getCommandSpec()
                                                        .usageMessage()
                                                        .description())));
        return rows;
    }

    private static String description(String[] lines) {
        return String.join(" ", lines);
    }

    private static String title(OptionSpec option) {
        var names = String.join(", ", List.of(option.names()));
        if (option.arity().max() == 0) {
            return names;
        }
        return option.arity().min() == 0
                ? names + "[=" + kind(option) + "]"
                : names + " " + kind(option);
    }

    private static String kind(OptionSpec option) {
        Class<?> type = option.auxiliaryTypes()[0];
        return type == int.class || type == Integer.class ? "INT" : "TEXT";
    }

    private static String table(Map<String, String> rows) {
        int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
        var text = new StringBuilder();
        rows.forEach(
                (title, words) ->
                        text.append("    %s  %s%n".formatted(padded(title, width), words)));
        return text.toString();
    }

    private static String padded(String title, int width) {
        return title + " ".repeat(width - title.length());
    }
}
