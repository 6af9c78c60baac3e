package com.nextbreakpoint.flink.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.CoreConstants;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** {@code 2026-01-15 09:45:01 INFO Operator - Job demo-computeaverage created}. */
final class TextLines extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    @Override
    public String doLayout(ILoggingEvent event) {
        var line =
                "%s %s %s - %s%n"
                        .formatted(
                                TIME.format(Instant.ofEpochMilli(event.getTimeStamp())),
                                level(event),
                                event.getLoggerName(),
                                event.getFormattedMessage());
        return line + stackTrace(event);
    }

    static String level(ILoggingEvent event) {
        return event.getLevel() == Level.WARN ? "WARNING" : event.getLevel().levelStr;
    }

    /** "" for an event without an exception. */
    static String stackTrace(ILoggingEvent event) {
        var thrown = event.getThrowableProxy();
        return thrown == null
                ? ""
                : ThrowableProxyUtil.asString(thrown) + CoreConstants.LINE_SEPARATOR;
    }
}
