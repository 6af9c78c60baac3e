package com.nextbreakpoint.flink.kube.run;

import static com.nextbreakpoint.flink.kube.run.Election.LEASE;
import static com.nextbreakpoint.flink.kube.run.Election.RETRY;
import static com.nextbreakpoint.flink.kube.run.Election.TERM;
import static com.nextbreakpoint.flink.kube.run.Election.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.kube.run.Election.Move;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ElectionTest {
    private final Election election = new Election("me");
    private long now = -5;

    @Test
    void a_lease_that_nobody_holds_is_taken() {
        assertThat(look("", "1")).isEqualTo(Move.TAKE);
    }

    @Test
    void the_own_lease_is_renewed_also_by_a_new_process() {
        assertThat(look("me", "1")).isEqualTo(Move.RENEW);
    }

    @Test
    void a_lease_that_is_renewed_is_left_alone_for_ever() {
        for (int version = 0; version < 1000; version++) {
            assertThat(look("you", "" + version)).isEqualTo(Move.WAIT);
            now += LEASE.toNanos();
        }
    }

    @Test
    void a_silent_lease_is_taken_after_its_time_counted_from_when_it_was_first_seen() {
        assertThat(look("you", "1")).isEqualTo(Move.WAIT);
        now += LEASE.toNanos();
        assertThat(look("you", "1")).isEqualTo(Move.WAIT);
        now += 1;
        assertThat(look("you", "1")).isEqualTo(Move.TAKE);
    }

    @Test
    @Tag("H9.lease")
    void a_crashed_leader_is_followed_within_18_seconds_and_never_joined() {
        assertThat(LEASE.plus(RETRY.multipliedBy(2))).isLessThanOrEqualTo(Duration.ofSeconds(18));
        assertThat(TERM.plus(Duration.ofSeconds(4))).isLessThanOrEqualTo(LEASE);
    }

    @Test
    @Tag("H9.lease")
    void the_last_write_of_a_leader_ends_two_seconds_before_another_may_lead() {
        assertThat(TERM.plus(WRITE).plusSeconds(2)).isLessThanOrEqualTo(LEASE);
    }

    private Move look(String holder, String version) {
        return election.look(holder, version, now);
    }
}
