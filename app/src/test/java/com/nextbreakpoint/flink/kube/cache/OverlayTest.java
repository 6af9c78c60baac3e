package com.nextbreakpoint.flink.kube.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OverlayTest {
    private final AtomicLong horizon = new AtomicLong();
    private final Overlay<String> overlay =
            new Overlay<>(horizon::get, value -> List.of(value.substring(0, 1)));

    @Test
    void what_the_watch_delivers_is_read() {
        deliver("a", "one", 1);
        assertThat(overlay.get("a")).contains("one");
        assertThat(overlay.list()).containsExactly("one");
    }

    @Test
    void what_is_in_a_group_is_read_by_name() {
        deliver("b", "one", 1);
        deliver("a", "other", 2);
        deliver("c", "two", 3);
        assertThat(overlay.in("o")).containsExactly("other", "one");
        overlay.wrote("c", "our own", 4);
        assertThat(overlay.in("o")).containsExactly("other", "one", "our own");
        assertThat(overlay.in("t")).isEmpty();
    }

    @Test
    void what_is_gone_is_in_no_group() {
        deliver("a", "one", 1);
        overlay.gone("a");
        assertThat(overlay.in("o")).isEmpty();
        deliver("a", "one again", 3);
        assertThat(overlay.in("o")).containsExactly("one again");
    }

    @Test
    void what_is_in_another_group_by_now_is_in_that_one_only() {
        deliver("a", "one", 1);
        deliver("a", "two", 2);
        assertThat(overlay.in("o")).isEmpty();
        assertThat(overlay.in("t")).containsExactly("two");
        overlay.gone("a");
        assertThat(overlay.in("t")).isEmpty();
    }

    @Test
    void an_own_write_is_read_though_the_watch_lags_behind() {
        deliver("a", "one", 1);
        overlay.wrote("a", "two", 2);
        assertThat(overlay.get("a")).contains("two");
        deliver("b", "other", 3);
        assertThat(overlay.get("a")).contains("one");
    }

    @Test
    void what_the_watch_delivers_replaces_an_older_own_write() {
        overlay.wrote("a", "two", 2);
        overlay.seen("a", "three", 3);
        assertThat(overlay.get("a")).contains("three");
    }

    @Test
    void an_own_write_that_the_watch_has_passed_already_is_not_read() {
        deliver("a", "three", 3);
        overlay.wrote("a", "two", 2);
        assertThat(overlay.get("a")).contains("three");
    }

    @Test
    void a_created_object_stays_until_the_watch_has_passed_its_creation() {
        overlay.wrote("pod", "ours", 5);
        assertThat(overlay.get("pod")).contains("ours");
        horizon.set(4);
        assertThat(overlay.get("pod")).contains("ours");
        horizon.set(6);
        assertThat(overlay.get("pod")).isEmpty();
        assertThat(overlay.names()).isEmpty();
    }

    @Test
    void an_object_whose_deletion_was_delivered_before_our_answer_came_is_gone() {
        overlay.seen("pod", "ours", 5);
        overlay.gone("pod");
        overlay.goneAt("pod", 6);
        horizon.set(6);
        overlay.wrote("pod", "ours", 5);
        assertThat(overlay.get("pod")).isEmpty();
    }

    @Test
    void a_deletion_counts_before_the_horizon_moves() {
        overlay.wrote("pod", "ours", 5);
        overlay.gone("pod");
        overlay.goneAt("pod", 6);
        assertThat(overlay.get("pod")).isEmpty();
    }

    @Test
    void an_object_that_was_created_again_under_the_name_survives_the_deletion_of_the_first() {
        overlay.seen("pod", "first", 5);
        overlay.wrote("pod", "second", 8);
        overlay.gone("pod");
        overlay.goneAt("pod", 6);
        horizon.set(6);
        assertThat(overlay.get("pod")).contains("second");
    }

    @Test
    void what_a_live_list_has_no_more_is_gone_until_the_watch_says_otherwise() {
        deliver("a", "one", 1);
        overlay.missed("a", 4);
        assertThat(overlay.get("a")).isEmpty();
        assertThat(overlay.list()).isEmpty();
        overlay.seen("a", "anew", 5);
        assertThat(overlay.get("a")).contains("anew");
    }

    @Test
    void the_later_of_two_own_writes_counts_in_whatever_order_the_answers_come() {
        overlay.wrote("a", "three", 3);
        overlay.wrote("a", "two", 2);
        assertThat(overlay.get("a")).contains("three");
    }

    @Test
    void of_an_own_object_that_came_and_went_unseen_nothing_is_left_though_nobody_asks_for_it() {
        overlay.wrote("pod-1", "ours", 5);
        overlay.gone("pod-1"); // A list after a gap of the watch does not have it.
        horizon.set(9);
        overlay.wrote("pod-2", "ours, too", 10);
        overlay.gone("pod-2");
        overlay.goneAt("pod-2", 11);
        assertThat(overlay.size()).isZero();
    }

    @Test
    void of_what_a_live_list_missed_nothing_is_left_when_the_watch_has_passed_it() {
        deliver("pod-1", "ours", 5);
        overlay.missed("pod-1", 7);
        overlay.gone("pod-1");
        horizon.set(8);
        deliver("pod-2", "ours", 9);
        overlay.wrote("pod-2", "ours, changed", 10);
        horizon.set(10);
        assertThat(overlay.list()).containsExactly("ours");
        assertThat(overlay.size()).as("pod-2 and its place in a group").isEqualTo(2);
    }

    @Test
    void what_only_we_knew_and_the_watch_passed_is_told_to_be_gone() {
        var told = new ArrayList<String>();
        overlay.wrote("a", "our own", 2);
        overlay.tellVanished(told::add);
        assertThat(told).as("the watch is not there yet").isEmpty();
        deliver("b", "other", 3);
        assertThat(overlay.list()).containsExactly("other");
        overlay.tellVanished(told::add);
        overlay.tellVanished(told::add);
        assertThat(told).containsExactly("our own");
    }

    @Test
    void a_list_that_comes_before_the_horizon_moves_is_told_again_when_it_has() {
        var told = new ArrayList<String>();
        deliver("a", "one", 1);
        overlay.wrote("a", "one that goes", 2);
        overlay.gone("a");
        assertThat(overlay.get("a")).as("the event came too early").isPresent();
        horizon.set(3);
        overlay.tellVanished(told::add);
        assertThat(told).containsExactly("one that goes");
        assertThat(overlay.get("a")).isEmpty();
    }

    private void deliver(String name, String value, long version) {
        overlay.seen(name, value, version);
        horizon.set(version);
    }
}
