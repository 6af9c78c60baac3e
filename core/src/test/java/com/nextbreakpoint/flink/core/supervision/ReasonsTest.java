package com.nextbreakpoint.flink.core.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.Reason;
import com.nextbreakpoint.flink.core.ReasonsTable;
import com.nextbreakpoint.flink.core.cluster.ClusterReason;
import com.nextbreakpoint.flink.core.cluster.ClusterRulesTest;
import com.nextbreakpoint.flink.core.deployment.DeploymentReason;
import com.nextbreakpoint.flink.core.host.HostReason;
import com.nextbreakpoint.flink.core.job.JobReason;
import com.nextbreakpoint.flink.core.job.JobRulesTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The reference of all reasons, and that none of them is there for nothing. */
@NullUnmarked
class ReasonsTest {
    /** Events that are not the reason of a condition. */
    private static final String OTHERS =
            """
            | Event | of | message | what to do |
            |---|---|---|---|
            | LastState | FlinkDeployment | The last state of a job that is deleted, with its path | Keep the path when the job is to come back |
            | Refused | all | Kubernetes or Flink refused a step, in its own words | Do what the words say: it is tried again by itself |
            | Rescaled | FlinkCluster | Another number of TaskManagers is wanted | Nothing |
            | SavepointOnDeleteIgnored | FlinkDeployment | A deletion in the foreground deletes the pods first: no savepoint is taken | Delete in the background, which is the default |
            | SavepointRecorded | FlinkJob | A savepoint is complete, with its path | Nothing |
            | SavepointTargetRefused | FlinkJob | Savepoints cannot be written where savepointTargetPath says, with the cause | Correct the path or the rights of the storage; the job runs, but its stops will fail |
            | ScaleIgnored | FlinkDeployment | taskManagers and jobParallelism belong to scale once the object exists | kubectl scale, as the message says |
            | ScaleReset | FlinkCluster | taskManagers is set to what the jobs' parallelism asks for | Change the parallelism of the jobs, minTaskManagers or maxTaskManagers |
            | StateDiscarded | FlinkJob | In Manual mode a restart takes no savepoint, and no earlier state of the job is known | Choose the mode Automatic, or have checkpoints retained |
            | StatusRefused | all | The API server refuses to take the object's status, in its own words; its siblings go on | Do what the words say: install the definitions of this version, correct the webhook, or give etcd room |
            | SupervisorChanged | FlinkCluster | The cluster is handed to its own supervisor, or back to the operator | Nothing: Flink notices nothing |
            | SupervisorTakenOver | FlinkCluster | The own supervisor was not ready for taskTimeout while something is to be deleted | Look at the supervisor's Deployment |
            """;

    private static final Pattern EVENTS = Pattern.compile("(?:normal|warning)\\(\\s*\"([A-Z]\\w+)");

    @Test
    @Tag("generated")
    void the_reference_of_the_reasons_is_up_to_date() throws IOException {
        var text =
                """
                # Reasons

                Generated from the reasons in `core`: change those, then run `make generate`. A reason is that of the conditions
                of a resource, and of the Events that tell of its changes; the message is the sentence beside it, in which … stands
                for what differs from case to case. The state is the condition that is True: Ready, what was asked for is reached;
                Reconciling, it is worked on; Stalled, it needs your help.

                ## FlinkJob

                %s
                ## FlinkCluster

                %s
                ## FlinkDeployment

                %s
                ## Who supervises a FlinkCluster

                These are no conditions: the Events SupervisorChanged and SupervisorTakenOver say the message when the host changes.

                %s
                ## Other Events

                %s"""
                        .formatted(
                                table(JobReason.values()),
                                table(ClusterReason.values()),
                                table(DeploymentReason.values()),
                                table(HostReason.values()),
                                OTHERS);
        if (Boolean.getBoolean("generate")) Files.writeString(ReasonsTable.FILE, text);
        assertThat(ReasonsTable.FILE).as("run make generate").exists();
        assertThat(Files.readString(ReasonsTable.FILE)).as("run make generate").isEqualTo(text);
    }

    private static String table(Reason[] reasons) {
        var rows = Arrays.stream(reasons).map(ReasonsTest::row).sorted();
        return """
        | reason | state | message | cause | what to do |
        |---|---|---|---|---|
        %s
        """
                .formatted(rows.collect(Collectors.joining("\n")));
    }

    private static String row(Reason reason) {
        var message = reason.sentence().replace("%s", ReasonsTable.DETAIL);
        var state =
                switch (reason.weight()) {
                    case REACHED -> "Ready";
                    case WORKING -> "Reconciling";
                    case STALLED -> "Stalled";
                };
        var nothing = reason.weight() == Reason.Weight.REACHED ? "Nothing" : "Nothing: it goes on";
        var cure = reason.words().cure().isEmpty() ? nothing : reason.words().cure();
        return "| %s | %s | %s | %s | %s |"
                .formatted(reason.camelCase(), state, message, reason.words().cause(), cure);
    }

    @Test
    void who_needs_help_is_told_the_cause_and_the_cure() {
        assertThat(all().filter(reason -> reason.weight() == Reason.Weight.STALLED))
                .isNotEmpty()
                .allSatisfy(
                        reason -> assertThat(reason.words().cause()).as(reason.name()).isNotBlank())
                .allSatisfy(
                        reason -> assertThat(reason.words().cure()).as(reason.name()).isNotBlank());
        assertThat(all())
                .allSatisfy(r -> assertThat(r.sentence() + r.words().cause()).doesNotContain("|"));
    }

    private static Stream<Reason> all() {
        return Stream.<Reason[]>of(
                        JobReason.values(),
                        ClusterReason.values(),
                        DeploymentReason.values(),
                        HostReason.values())
                .flatMap(Arrays::stream);
    }

    /** A resource that cannot be read has no facts; its reason is tested beside its machine. */
    @Test
    void some_input_leads_to_each_reason() {
        assertThat(JobRulesTest.reasons())
                .isEqualTo(EnumSet.complementOf(EnumSet.of(JobReason.MALFORMED)));
        assertThat(ClusterRulesTest.reasons())
                .isEqualTo(EnumSet.complementOf(EnumSet.of(ClusterReason.MALFORMED)));
    }

    @Test
    void every_other_event_is_in_the_reference() throws IOException {
        var known =
                OTHERS.lines()
                        .skip(2)
                        .map(line -> line.split(" *\\| *", -1)[1])
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(emitted()).isEqualTo(known);
    }

    private static Set<String> emitted() throws IOException {
        var events = new TreeSet<String>();
        for (var module : List.of("../core/src/main", "../app/src/main")) {
            try (Stream<Path> files = Files.walk(Path.of(module))) {
                for (var file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
                    EVENTS.matcher(Files.readString(file))
                            .results()
                            .forEach(event -> events.add(event.group(1)));
                }
            }
        }
        return events;
    }
}
