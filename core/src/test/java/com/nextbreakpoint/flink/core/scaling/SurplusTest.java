package com.nextbreakpoint.flink.core.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.Specs;
import com.nextbreakpoint.flink.core.scaling.Surplus.Candidate;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SurplusTest {
    private static final Candidate OLD_IDLE = idle("old", 1);
    private static final Candidate NEW_IDLE = idle("new", 3);
    private static final Candidate BUSY = candidate("busy", true, true, false, 4);
    private static final Candidate UNREADY = candidate("unready", false, true, true, 0);
    private static final Candidate UNKNOWN = candidate("unknown", true, false, false, 2);

    @Test
    @Tag("T7.surplus")
    void f07_no_more_go_than_are_too_many() {
        var idle = List.of(idle("a", 0), idle("b", 1), idle("c", 2), idle("d", 3));
        assertThat(Surplus.choose(idle, 1)).containsExactly("d");
        assertThat(Surplus.choose(idle, 0)).isEmpty();
        assertThat(Surplus.choose(idle, -1)).isEmpty();
    }

    @Test
    void first_go_those_of_no_use_then_idle_ones_the_newest_first() {
        var all = List.of(OLD_IDLE, BUSY, NEW_IDLE, UNREADY, UNKNOWN);
        assertThat(Surplus.choose(all, 4)).containsExactly("unknown", "unready", "new", "old");
        assertThat(Surplus.choose(all, 3)).containsExactly("unknown", "unready", "new");
    }

    @Test
    @Tag("T7.surplus")
    void one_that_works_stays_whatever_the_surplus() {
        var busyAndUnready = candidate("b", false, true, false, 5);
        assertThat(Surplus.choose(List.of(BUSY, busyAndUnready, OLD_IDLE), 3))
                .containsExactly("old");
    }

    @Test
    void twins_are_told_apart_by_name_so_that_the_choice_repeats_itself() {
        assertThat(Surplus.choose(List.of(idle("b", 1), idle("a", 1)), 1)).containsExactly("a");
    }

    private static Candidate idle(String pod, int second) {
        return candidate(pod, true, true, true, second);
    }

    private static Candidate candidate(
            String pod, boolean ready, boolean registered, boolean idle, int second) {
        return new Candidate(pod, ready, registered, idle, Specs.CREATED.plusSeconds(second));
    }
}
