package com.nextbreakpoint.flink.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;

/** One JSON object a line: timestamp (ISO, UTC), level, logger, message, stackTrace. */
final class JsonLines extends LayoutBase<ILoggingEvent> {
    @Override
    public String doLayout(ILoggingEvent event) {
        var line = JsonNodeFactory.instance.objectNode();
        line.put("timestamp", Instant.ofEpochMilli(event.getTimeStamp()).toString());
        line.put("level", TextLines.level(event));
        line.put("logger", event.getLoggerName());
        line.put("message", event.getFormattedMessage());
        var stackTrace = TextLines.stackTrace(event);
        if (!stackTrace.isEmpty()) {
            line.put("stackTrace", stackTrace);
        }
        return line + "\n";
    }
}
