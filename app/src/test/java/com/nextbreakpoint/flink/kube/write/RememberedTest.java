package com.nextbreakpoint.flink.kube.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.kube.cache.Metas;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import org.junit.jupiter.api.Test;

class RememberedTest {
    private final Remembered<String> remembered = new Remembered<>();

    @Test
    void what_was_said_last_of_an_object_is_remembered() {
        assertThat(remembered.put(demo("uid"), "one")).isEmpty();
        assertThat(remembered.put(demo("uid"), "two")).contains("one");
        assertThat(remembered.of(demo("uid"))).contains("two");
        remembered.forget("demo");
        assertThat(remembered.of(demo("uid"))).isEmpty();
    }

    @Test
    void another_object_of_the_same_name_inherits_nothing_and_takes_the_place() {
        assertThat(remembered.put(demo("first"), "one")).isEmpty();
        assertThat(remembered.of(demo("second"))).isEmpty();
        assertThat(remembered.put(demo("second"), "two")).isEmpty();
        assertThat(remembered.of(demo("first"))).isEmpty();
    }

    private static Meta demo(String uid) {
        var meta = new ObjectMetaBuilder().withName("demo").withUid(uid).build();
        return Metas.of(new ConfigMapBuilder().withMetadata(meta).build());
    }
}
