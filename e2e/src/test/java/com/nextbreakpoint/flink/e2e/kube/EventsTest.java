package com.nextbreakpoint.flink.e2e.kube;

import static com.nextbreakpoint.flink.e2e.kube.Playground.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Step;
import com.nextbreakpoint.flink.kube.cache.Metas;
import com.nextbreakpoint.flink.kube.write.Events;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("apiserver")
class EventsTest {
    @Test
    void a_repeated_sentence_is_one_event_that_counts() {
        try (var playground = Playground.open();
                var events = new Events(playground.stores(), "operator-1", Clock.systemUTC())) {
            var object = Metas.of(playground.createCluster("talking"));
            var notice = Step.Notice.warning("Refused", "the API server says no");
            for (int i = 0; i < 3; i++) {
                events.tell(Kind.FlinkCluster, object, notice);
            }
            events.tell(Kind.FlinkCluster, object, Step.Notice.log("for the log only"));
            events.tell(Kind.FlinkCluster, object, Step.Notice.normal("Started", "it runs"));
            until(() -> told(playground).size() == 2, "two Events are there");
            assertThat(told(playground))
                    .anySatisfy(
                            event -> {
                                assertThat(event.getMessage()).isEqualTo("the API server says no");
                                assertThat(event.getType()).isEqualTo("Warning");
                                assertThat(event.getReason()).isEqualTo("Refused");
                                assertThat(event.getCount()).isEqualTo(3);
                                assertThat(event.getInvolvedObject().getUid())
                                        .isEqualTo(object.uid());
                                assertThat(event.getReportingComponent())
                                        .isEqualTo("flink-operator");
                            })
                    .anySatisfy(event -> assertThat(event.getType()).isEqualTo("Normal"));
        }
    }

    private static List<Event> told(Playground playground) {
        return playground
                .client()
                .v1()
                .events()
                .inNamespace(playground.namespace())
                .list()
                .getItems();
    }
}
