package com.nextbreakpoint.flink.core.deployment;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkDeploymentSpec;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.JobTemplate;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The children of a deployment, each beside what is wanted of it. */
record Children(DeploymentObserved observed, Instant now) {
    ChildView cluster() {
        var spec = observed.deployment().spec();
        return spec == null ? unreadable() : cluster(spec.cluster());
    }

    /** Those that are wanted, in the spec's order, then those that are not any longer. */
    List<ChildView> jobs() {
        var spec = observed.deployment().spec();
        var templates = spec == null ? List.<JobTemplate>of() : spec.jobs();
        var live =
                observed.jobs().stream()
                        .collect(Collectors.toMap(job -> job.meta().name(), Function.identity()));
        var names = templates.stream().map(job -> Names.job(name(), job.name())).toList();
        var wanted =
                templates.stream().map(job -> job(job, live.get(Names.job(name(), job.name()))));
        var unwanted =
                live.values().stream()
                        .map(Resource::meta)
                        .filter(job -> !names.contains(job.name()))
                        .filter(job -> job.ownerUid().equals(meta().uid()))
                        .map(job -> state(Kind.FlinkJob, job.name()).unwanted(job))
                        .sorted(Comparator.comparing(ChildView::name));
        return Stream.concat(wanted, unwanted).toList();
    }

    /** Of a deployment that cannot be read nothing is wanted. */
    private ChildView unreadable() {
        var live = observed.cluster();
        var state = state(Kind.FlinkCluster, name());
        if (live == null)
            return new ChildView(Kind.FlinkCluster, name(), Child.ABSENT, "", null, null);
        return live.meta().ownerUid().equals(meta().uid())
                ? state.unwanted(live.meta())
                : new ChildView(Kind.FlinkCluster, name(), Child.FOREIGN, "", null, live.meta());
    }

    private ChildView cluster(FlinkClusterSpec wanted) {
        var state = state(Kind.FlinkCluster, name());
        var labels = Labels.cluster(name());
        var live = observed.cluster();
        if (live == null)
            return state.absent(new Action.ApplyCluster(name(), meta(), labels, wanted, null));
        var liveSpec = live.spec();
        // D8.scale
        var carried = liveSpec == null ? wanted : wanted.withTaskManagers(liveSpec.taskManagers());
        var before = observed.settled() == null ? null : observed.settled().cluster();
        return state.wanted(
                live.meta(),
                isCurrent(live, carried, labels, wanted.equals(before)),
                new Action.ApplyCluster(
                        name(), meta(), labels, carried, live.meta().resourceVersion()),
                live.status().conditions());
    }

    private ChildView job(
            JobTemplate template, @Nullable Resource<FlinkJobSpec, FlinkJobStatus> live) {
        var flinkJob = Names.job(name(), template.name());
        var state = state(Kind.FlinkJob, flinkJob);
        var labels = Labels.job(name(), template.name());
        var wanted = template.spec().withClusterName(name());
        if (live == null)
            return state.absent(
                    new Action.ApplyFlinkJob(
                            flinkJob,
                            meta(),
                            labels,
                            // D8.by-hand
                            RestorePoints.request(observed.deployment().status(), template.name()),
                            wanted,
                            null));
        var liveSpec = live.spec();
        // D8.scale
        var carried =
                liveSpec == null ? wanted : wanted.withJobParallelism(liveSpec.jobParallelism());
        return state.wanted(
                live.meta(),
                isHeld(live.meta()) && isCurrent(live, carried, labels, wasApplied(template)),
                new Action.ApplyFlinkJob(
                        flinkJob, meta(), labels, Map.of(), carried, live.meta().resourceVersion()),
                live.status().conditions());
    }

    /** Whether it cannot vanish before what it leaves behind is noted. */
    private static boolean isHeld(Meta job) {
        return job.finalizers().contains(Names.OPERATOR_FINALIZER);
    }

    /**
     * Whether nothing is to be applied. What is there beyond the wanted is either ours, and goes
     * with the next apply, or somebody else's, and stays after it.
     */
    private static <S, T> boolean isCurrent(
            Resource<S, T> live, S carried, Map<String, String> labels, boolean wasApplied) {
        var spec = live.spec();
        // D8.apply
        return live.meta().labels().entrySet().containsAll(labels.entrySet())
                && (carried.equals(spec)
                        || (wasApplied && (spec == null || Contents.covers(spec, carried))));
    }

    private boolean wasApplied(JobTemplate template) {
        FlinkDeploymentSpec before = observed.settled();
        return before != null && before.jobs().contains(template);
    }

    private ChildState state(Kind kind, String child) {
        return new ChildState(kind, child, meta().uid(), observed.refusals(), now);
    }

    private Meta meta() {
        return observed.deployment().meta();
    }

    private String name() {
        return meta().name();
    }
}
