package com.nextbreakpoint.flink.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedTest {
    @Test
    void whatever_a_changed_store_makes_fail_leaves_the_last_good_one_in_force(@TempDir Path folder)
            throws Exception {
        var store = new TestStores(folder).keys("api", "PKCS12");
        var made = new ArrayDeque<>(List.of("first", "", "third"));
        var followed =
                new Followed<>(
                        store,
                        keys -> {
                            var next = made.remove();
                            if (next.isEmpty()) throw new IllegalStateException("of a provider");
                            return next;
                        });
        change(store);
        assertThat(followed.current()).isEqualTo("first");
        change(store);
        assertThat(followed.current()).isEqualTo("third");
    }

    private static void change(StoreFile store) throws Exception {
        var before = Files.getLastModifiedTime(store.path()).toInstant();
        Files.setLastModifiedTime(store.path(), FileTime.from(before.plusSeconds(1)));
    }
}
