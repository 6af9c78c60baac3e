package com.nextbreakpoint.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggingTest {
    private static LoggingEvent event(Level level, String message, Throwable thrown) {
        var logger = (Logger) LoggerFactory.getLogger("Supervisor demo-computeaverage");
        return new LoggingEvent("fqcn", logger, level, message, thrown, new Object[] {"x"});
    }

    private static LoggingEvent event(Level level, String message) {
        var logger = (Logger) LoggerFactory.getLogger("Supervisor demo-computeaverage");
        return new LoggingEvent("fqcn", logger, level, message, null, new Object[] {"x"});
    }

    @Test
    void a_line_has_the_form_of_the_manual() {
        assertThat(new TextLines().doLayout(event(Level.INFO, "Job {} started")))
                .matches(
                        "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d INFO"
                                + " Supervisor demo-computeaverage - Job x started\\R");
    }

    @Test
    void a_warning_is_called_so_in_full() {
        assertThat(new TextLines().doLayout(event(Level.WARN, "Job not ready yet")))
                .contains(" WARNING Supervisor demo-computeaverage - Job not ready yet");
    }

    @Test
    void an_exception_follows_its_line() {
        var text = new TextLines().doLayout(event(Level.ERROR, "lost", new IOException("gone")));

        assertThat(text).contains("java.io.IOException: gone", "LoggingTest");
    }

    @Test
    void a_json_line_is_one_object() throws IOException {
        var line = new JsonLines().doLayout(event(Level.WARN, "a \"b\"\nc", new IOException("x")));

        assertThat(line.lines()).hasSize(1);
        var json = new JsonMapper().readTree(line);
        assertThat(json.path("level").asText()).isEqualTo("WARNING");
        assertThat(json.path("logger").asText()).isEqualTo("Supervisor demo-computeaverage");
        assertThat(json.path("message").asText()).isEqualTo("a \"b\"\nc");
        assertThat(json.path("timestamp").asText()).endsWith("Z");
        assertThat(json.path("stackTrace").asText()).contains("IOException");
    }

    @Test
    void libraries_speak_from_warnings_on_and_we_from_infos_on() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();

        assertThat(context.getLogger("io.fabric8.Any").isInfoEnabled()).isFalse();
        assertThat(context.getLogger("io.fabric8.Any").isWarnEnabled()).isTrue();
        assertThat(context.getLogger("Operator").isInfoEnabled()).isTrue();
        assertThat(context.getLogger("Supervisor demo").isInfoEnabled()).isTrue();
        assertThat(context.getLogger("com.nextbreakpoint.Any").isInfoEnabled()).isTrue();
    }
}
