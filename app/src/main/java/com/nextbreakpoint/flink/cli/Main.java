package com.nextbreakpoint.flink.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The program {@code flinkctl}. */
@Command(name = "flinkctl", versionProvider = Main.class)
public final class Main extends Group implements CommandLine.IVersionProvider {
    private static final List<Class<?>> PROCESSES =
            List.of(OperatorCommand.class, SupervisorCommand.class, BootstrapCommand.class);

    public static void main(String[] args) {
        System.exit(run(writer(System.out), writer(System.err), args));
    }

    /** Returns the exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        // A locale may write numbers in digits of its own, also those of a URL.
        Locale.setDefault(Locale.ROOT);
        var named = List.of(args);
        var all = named.contains(CompletionCommand.NAME);
        return commandLine(name -> all || named.contains(name))
                .setOut(out)
                .setErr(err)
                .execute(args);
    }

    /**
     * The root with all commands, of which only those are complete that are needed: that halves the
     * time to start.
     */
    static CommandLine commandLine(Predicate<String> needed) {
        var root = new CommandLine(new Main());
        for (var type : PROCESSES) {
            var command = Objects.requireNonNull(type.getAnnotation(Command.class));
            root.addSubcommand(
                    command.name(),
                    needed.test(command.name())
                            ? type
                            : nameOnly(command.name(), command.description()));
        }
        for (var group : ClientCommands.GROUPS) {
            root.addSubcommand(
                    group.name(),
                    needed.test(group.name())
                            ? group.commands()
                            : nameOnly(group.name(), group.description()));
        }
        root.addSubcommand(new CompletionCommand());
        addVersion(root.getCommandSpec());
        addHelp(root);
        // An argument of a job may be called as an option of ours.
        Objects.requireNonNull(root.getSubcommands().get("bootstrap"))
                .setAllowOptionsAsOptionParameters(true);
        return root.setExpandAtFiles(false)
                .registerConverter(Path.class, UserPath::of)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::onWrongUsage)
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> Exit.of(failure, command))
                .setHelpSectionKeys(List.of("usage"))
                .setHelpSectionMap(Map.of("usage", help -> Usage.of(help.commandSpec())));
    }

    @Override
    public String[] getVersion() {
        return new String[] {"flinkctl " + Version.value()};
    }

    private static CommandSpec nameOnly(String name, String... description) {
        var spec = CommandSpec.create().name(name);
        spec.usageMessage().description(description);
        return spec;
    }

    /** The long name is told in words: in the column it would move what stands beside. */
    private static void addVersion(CommandSpec root) {
        root.addOption(
                OptionSpec.builder("-V")
                        .versionHelp(true)
                        .description("Show the version and exit (also --version)")
                        .build());
        root.addOption(OptionSpec.builder("--version").versionHelp(true).hidden(true).build());
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec()
                .addOption(
                        OptionSpec.builder("-h", "--help")
                                .usageHelp(true)
                                .description("Show this message and exit")
                                .build());
        command.getSubcommands().values().forEach(Main::addHelp);
    }

    private static int onWrongUsage(ParameterException wrong, String[] args) {
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        wrong.getCommandLine()
                .getErr()
                .printf("error: %s; see %s --help%n", wrong.getMessage(), command.qualifiedName());
        return Exit.USAGE;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
