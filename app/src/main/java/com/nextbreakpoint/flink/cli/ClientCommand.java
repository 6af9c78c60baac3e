package com.nextbreakpoint.flink.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Sends one request, whose parts are options. */
@Command
final class ClientCommand implements Callable<Integer> {
    @Mixin private final Connection server = new Connection();
    private final Waiting waiting = new Waiting();
    private final List<Supplier<String>> path = new ArrayList<>();
    private final String method;
    private final Payload payload;

    private ClientCommand(ClientRequest request) {
        this.method = request.method();
        this.payload = request.payload().get();
    }

    static CommandSpec of(ClientRequest request) {
        var command = new ClientCommand(request);
        var spec = CommandSpec.forAnnotatedObject(command);
        spec.usageMessage().description(request.description());
        if (request.changes()) {
            spec.addMixin("waiting", CommandSpec.forAnnotatedObject(command.waiting));
        }
        for (var part : request.path().split("/", -1)) {
            if (part.startsWith("{")) {
                var option = name(part);
                spec.addOption(option);
                command.path.add(option::getValue);
            } else {
                command.path.add(() -> part);
            }
        }
        return spec.addMixin("payload", command.payload.options());
    }

    @Override
    public Integer call() {
        return server.send(
                method,
                payload.body(),
                waiting.time(),
                path.stream().map(Supplier::get).toArray(String[]::new));
    }

    private static OptionSpec name(String part) {
        return switch (part) {
            case "{deployment}" ->
                    name("--deployment-name", "<value>", "The name of the Flink deployment");
            case "{cluster}" -> name("--cluster-name", "<name>", "The name of the Flink cluster");
            case "{job}" -> name("--job-name", "<name>", "The name of the Flink job");
            case "{taskmanager}" ->
                    name("--taskmanager-id", "<value>", "The identifier of the TaskManager");
            default -> throw new IllegalArgumentException(part);
        };
    }

    private static OptionSpec name(String option, String label, String description) {
        return OptionSpec.builder(option)
                .required(true)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }
}
