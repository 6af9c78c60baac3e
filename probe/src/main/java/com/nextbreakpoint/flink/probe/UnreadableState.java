package com.nextbreakpoint.flink.probe;

import java.io.IOException;
import org.apache.flink.core.fs.Path;

/** The storage gave all of a file, and Flink cannot make a state of it. */
final class UnreadableState extends IOException {
    UnreadableState(Path file, String why) {
        super(file + " " + why);
    }
}
