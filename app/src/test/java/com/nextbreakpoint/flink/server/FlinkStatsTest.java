package com.nextbreakpoint.flink.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class FlinkStatsTest {
    private final FakeFlinkJson flink = new FakeFlinkJson();

    private static List<String> members(Iterable<String> names) {
        return StreamSupport.stream(names.spliterator(), false).toList();
    }

    @Test
    void a_job_has_all_members_of_which_the_known_are_filled() {
        flink.metric("jobs/1/metrics", "numberOfCompletedCheckpoints", "7")
                .metric("jobs/1/metrics", "lastCheckpointExternalPath", "s3://x/chk-7")
                .metric("jobs/1/metrics", "uptime", "12345")
                .metric("jobs/1/metrics", "numRestarts", "2");
        var job = FlinkStats.ofJob(flink.open("demo"), "1");

        assertThat(members(job::fieldNames))
                .containsExactly(
                        "totalNumberOfCheckpoints",
                        "numberOfCompletedCheckpoints",
                        "numberOfInProgressCheckpoints",
                        "numberOfFailedCheckpoints",
                        "lastCheckpointDuration",
                        "lastCheckpointSize",
                        "lastCheckpointRestoreTimestamp",
                        "lastCheckpointAlignmentBuffered",
                        "lastCheckpointExternalPath",
                        "fullRestarts",
                        "restartingTime",
                        "uptime",
                        "downtime");
        assertThat(job.path("numberOfCompletedCheckpoints").asLong()).isEqualTo(7);
        assertThat(job.path("lastCheckpointExternalPath").asText()).isEqualTo("s3://x/chk-7");
        assertThat(job.path("uptime").asLong()).isEqualTo(12345);
        assertThat(job.path("fullRestarts").asLong()).isEqualTo(2);
        assertThat(job.path("downtime").asLong()).isZero();
    }

    @Test
    void a_jobmanager_tells_its_memory_its_slots_and_its_collectors() {
        flink.metric("jobmanager/metrics", "Status.JVM.Memory.Heap.Used", "1000000")
                .metric("jobmanager/metrics", "Status.JVM.CPU.Load", "0.25")
                .metric("jobmanager/metrics", "taskSlotsTotal", "4")
                .metric("jobmanager/metrics", "Status.JVM.GarbageCollector.G1_Young.Count", "3")
                .metric("jobmanager/metrics", "Status.JVM.GarbageCollector.G1_Young.Time", "9")
                .metric("jobmanager/metrics", "Status.JVM.GarbageCollector.All.Time", "9")
                .metric("jobmanager/metrics", "something.else", "1");
        var jobManager = FlinkStats.ofJobManager(flink.open("demo"));

        assertThat(jobManager.path("jvmMemoryHeapUsed").asLong()).isEqualTo(1_000_000);
        assertThat(jobManager.path("jvmCPULoad").asDouble()).isEqualTo(0.25);
        assertThat(jobManager.path("taskSlotsTotal").asInt()).isEqualTo(4);
        assertThat(jobManager.path("jvmGarbageCollectorCopyCount").asInt(-1)).isZero();
        assertThat(jobManager.path("jvmGarbageCollectors").toString())
                .isEqualTo("[{\"name\":\"G1_Young\",\"count\":3,\"time\":9}]");
    }

    @Test
    void a_taskmanager_tells_its_own_slots() {
        flink.metric("taskmanagers/t/metrics", "Status.JVM.Threads.Count", "40")
                .answer("taskmanagers/t", "{\"slotsNumber\":2,\"freeSlots\":1}");
        var taskManager = FlinkStats.ofTaskManager(flink.open("demo"), "t");

        assertThat(taskManager.path("jvmThreadsCount").asInt()).isEqualTo(40);
        assertThat(taskManager.path("taskSlotsTotal").asInt()).isEqualTo(2);
        assertThat(taskManager.path("taskSlotsAvailable").asInt()).isEqualTo(1);
    }
}
