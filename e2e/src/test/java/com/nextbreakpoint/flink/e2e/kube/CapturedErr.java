package com.nextbreakpoint.flink.e2e.kube;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * What is logged meanwhile: the tests' logger writes to the standard error, which gets it later.
 */
final class CapturedErr implements AutoCloseable {
    private final PrintStream before = System.err;
    private final ByteArrayOutputStream captured = new ByteArrayOutputStream();

    CapturedErr() {
        System.setErr(new PrintStream(captured, true, UTF_8));
    }

    List<String> lines() {
        return captured.toString(UTF_8).lines().toList();
    }

    @Override
    public void close() {
        System.setErr(before);
        before.print(captured.toString(UTF_8));
    }
}
