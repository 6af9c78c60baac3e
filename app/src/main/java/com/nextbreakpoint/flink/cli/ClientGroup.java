package com.nextbreakpoint.flink.cli;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** A command whose subcommands are requests about the same thing. */
record ClientGroup(String name, String word, List<ClientRequest> requests) {
    /**
     * @param word what they are about, for people
     */
    ClientGroup(String name, String word, Stream<ClientRequest> requests) {
        this(name, word, requests.sorted(Comparator.comparing(ClientRequest::command)).toList());
    }

    String description() {
        return "Access %s subcommands".formatted(word);
    }

    CommandSpec commands() {
        var group = CommandSpec.forAnnotatedObject(new Group());
        group.usageMessage().description(description());
        requests.forEach(one -> group.addSubcommand(one.command(), ClientCommand.of(one)));
        return group;
    }
}
