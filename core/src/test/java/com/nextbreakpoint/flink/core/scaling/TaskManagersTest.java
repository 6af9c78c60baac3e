package com.nextbreakpoint.flink.core.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Specs;
import com.nextbreakpoint.flink.core.scaling.TaskManagers.Demand;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskManagersTest {
    @ParameterizedTest(name = "{0} slots on TaskManagers of {1} need {2}")
    @CsvSource({"1,3,1", "1,4,1", "5,4,2", "3,8,1", "8,4,2", "9,4,3", "4,4,1", "3,4,1", "7,1,7"})
    @Tag("T7.wanted")
    void f06_slots_are_rounded_up_to_whole_task_managers(int slots, int taskSlots, int wanted) {
        assertThat(TaskManagers.wanted(slots, taskSlots, 0, 32)).isEqualTo(wanted);
    }

    @ParameterizedTest(name = "{0} slots, from {1} to {2}: {3}")
    @CsvSource({"0,2,8,0", "1,2,8,2", "2,2,8,2", "8,2,8,8", "9,2,8,8", "1,0,0,0", "5,4,2,2"})
    void the_number_is_clamped_but_zero_stays_zero(int slots, int min, int max, int wanted) {
        assertThat(TaskManagers.wanted(slots, 1, min, max)).isEqualTo(wanted);
    }

    @ParameterizedTest(name = "asked for {0}: {1}")
    @CsvSource({"0,0", "1,2", "3,3", "9,4"})
    void what_the_user_asks_for_is_clamped(int asked, int given) {
        var cluster = Specs.cluster().withMinTaskManagers(2).withMaxTaskManagers(4);
        assertThat(TaskManagers.wanted(cluster.withTaskManagers(asked))).isEqualTo(given);
        var job = Specs.job().withMinJobParallelism(2).withMaxJobParallelism(4);
        assertThat(TaskManagers.parallelism(job.withJobParallelism(asked))).isEqualTo(given);
    }

    @ParameterizedTest(name = "{0}, wants {1}, has {2}, restart due {3}: {4}")
    @CsvSource({
        "Unknown,2,0,false,0",
        "Starting,2,0,false,2",
        "Started,2,2,false,2",
        "Started,4,2,false,4",
        "Stopping,4,2,false,4",
        "Stopping,2,4,false,4",
        "Stopping,0,4,false,4",
        "Starting,2,4,false,4",
        "Stopped,2,0,false,0",
        "Stopped,2,0,true,2",
        "Stopped,2,4,true,2",
        "Terminated,2,2,true,0"
    })
    @Tag("T7.wanted")
    void only_jobs_that_run_or_are_about_to_need_slots(
            SupervisorStatus phase, int wanted, int current, boolean restartDue, int slots) {
        var demand = new Demand(phase, wanted, current, restartDue);
        assertThat(TaskManagers.slots(List.of(demand, demand))).isEqualTo(2 * slots);
    }

    @Test
    void too_many_slots_do_not_overflow() {
        var huge = new Demand(SupervisorStatus.Started, Integer.MAX_VALUE, 0, false);
        int slots = TaskManagers.slots(List.of(huge, huge));
        assertThat(slots).isEqualTo(Integer.MAX_VALUE);
        assertThat(TaskManagers.wanted(slots, 2, 0, 32)).isEqualTo(32);
    }
}
