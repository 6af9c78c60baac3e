package com.nextbreakpoint.flink.kube.write;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Step;
import com.nextbreakpoint.flink.kube.cache.Metas;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DryRunTest {
    private final Logger log = new LoggerContext().getLogger("Supervisor demo");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    DryRunTest() {
        lines.start();
        log.addAppender(lines);
    }

    private List<String> lines() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void what_would_be_done_is_told_once_until_it_changes() {
        var dryRun = new DryRun();
        for (var would : List.of("a", "a", "b", "a")) {
            dryRun.tell(log, object("uid"), "demo", List.of(would));
        }

        assertThat(lines())
                .containsExactly(
                        "Dry run, demo would a", "Dry run, demo would b", "Dry run, demo would a");
    }

    @Test
    void of_another_object_of_the_same_name_all_is_told() {
        var dryRun = new DryRun();
        dryRun.tell(log, object("first"), "demo", List.of("a"));
        dryRun.tell(log, object("second"), "demo", List.of("a"));

        assertThat(lines()).hasSize(2);
    }

    @Test
    void it_does_not_remember_all_that_there_ever_were() {
        var dryRun = new DryRun();
        for (int i = 0; i < 30_000; i++) {
            dryRun.tell(log, object("uid-" + i), "demo", List.of());
        }

        assertThat(dryRun.size()).isEqualTo(20_000);
    }

    private static Meta object(String uid) {
        var meta = new ObjectMetaBuilder().withName("demo").withUid(uid).build();
        return Metas.of(new ConfigMapBuilder().withMetadata(meta).build());
    }

    @Test
    void a_step_is_told_by_its_status_its_notices_and_its_actions() {
        var action = new Action.CancelJob("c0ffee");
        var step =
                new Step<>(
                        "demo",
                        "after",
                        List.of(action),
                        List.of(Step.Notice.log("Job started")),
                        Duration.ZERO);

        assertThat(DryRun.of(step, "before"))
                .containsExactly("write its status", "say: Job started", action.key());
        assertThat(DryRun.of(step, "after")).doesNotContain("write its status");
    }
}
