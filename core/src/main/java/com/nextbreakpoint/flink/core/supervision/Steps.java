package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.core.Alarm;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written and done.
 *
 * @param cluster null when the FlinkCluster does not exist
 * @param jobs one for each job, in the order in which they were seen
 * @param questions what Flink should be asked from now on
 */
public record Steps(
        @Nullable Step<FlinkClusterStatus> cluster,
        List<Step<FlinkJobStatus>> jobs,
        FlinkView.Questions questions) {
    /** How long all of it holds if nothing else happens. */
    public Duration recheck() {
        var all = Stream.concat(Stream.ofNullable(cluster), jobs.stream());
        return all.map(Step::recheck).min(Duration::compareTo).orElse(Alarm.LONGEST);
    }

    /** With what was told on the way here; once each, in its order. */
    Steps after(Steps former) {
        var told = new ArrayList<Step<FlinkJobStatus>>();
        for (int i = 0; i < jobs.size(); i++) {
            told.add(jobs.get(i).after(former.jobs.get(i)));
        }
        var one =
                cluster == null || former.cluster == null ? cluster : cluster.after(former.cluster);
        return new Steps(one, List.copyOf(told), questions);
    }

    /** Without effects: these statuses are to be written, and then all is looked at again. */
    Steps harmless() {
        return new Steps(
                cluster == null ? null : cluster.harmless(),
                jobs.stream().map(Step::harmless).toList(),
                questions);
    }

    /** Whether they write nothing. */
    boolean leave(World world) {
        return writtenTo(world).equals(world);
    }

    /** The world once these statuses are written, and nothing else has happened. */
    World writtenTo(World world) {
        return world.with(
                cluster == null ? null : cluster.status(),
                jobs.stream().map(Step::status).toList());
    }
}
