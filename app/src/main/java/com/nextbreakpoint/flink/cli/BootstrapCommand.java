package com.nextbreakpoint.flink.cli;

import picocli.CommandLine.Command;

/** The process that uploads and starts one job. */
@Command(name = "bootstrap", description = "Access bootstrap subcommands")
final class BootstrapCommand extends Group {}
