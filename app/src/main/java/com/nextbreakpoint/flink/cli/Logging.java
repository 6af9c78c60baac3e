package com.nextbreakpoint.flink.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Logs to stdout: our own lines from INFO, those of libraries from WARN. Logback finds it. */
public final class Logging extends ContextAwareBase implements Configurator {
    private static final List<String> LIBRARIES =
            List.of("ch", "com", "io", "java", "javax", "jdk", "org", "sun");

    /** The forms of a line. */
    enum Format {
        text,
        json
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        write(context, Format.text);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    static void use(Format format) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        write(context, format);
    }

    private static void write(LoggerContext context, Format format) {
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setEncoder(encoder(context, format));
        appender.start();
        LIBRARIES.forEach(library -> context.getLogger(library).setLevel(Level.WARN));
        // The stores say in a sentence what these say in a stack trace, at each try.
        context.getLogger("io.fabric8.kubernetes.client.informers").setLevel(Level.ERROR);
        context.getLogger("com.nextbreakpoint").setLevel(Level.INFO);
        // A taken port is told by an exception of ours.
        context.getLogger("io.helidon.webserver.LoomServer").setLevel(Level.OFF);
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(appender);
    }

    private static LayoutWrappingEncoder<ILoggingEvent> encoder(
            LoggerContext context, Format format) {
        Layout<ILoggingEvent> layout =
                switch (format) {
                    case text -> new TextLines();
                    case json -> new JsonLines();
                };
        layout.setContext(context);
        layout.start();
        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }
}
