/**
 * The command line: parses and checks options, wires the parts together and runs them. The only
 * {@code main}, and the only place that reads the environment, prints, or ends the process.
 */
@NullMarked
package com.nextbreakpoint.flink.cli;

import org.jspecify.annotations.NullMarked;
