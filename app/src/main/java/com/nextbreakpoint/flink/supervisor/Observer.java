package com.nextbreakpoint.flink.supervisor;

import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.OtherClocks;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.core.Refusals;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.Tuning;
import com.nextbreakpoint.flink.core.supervision.World;
import com.nextbreakpoint.flink.kube.cache.Metas;
import com.nextbreakpoint.flink.kube.cache.Stores;
import com.nextbreakpoint.flink.kube.write.Tools;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads one cluster with its jobs from the caches; it asks nobody. */
final class Observer {
    private final Stores stores;
    private final Function<String, Refusals> refusals;
    private final BootstrapViews bootstraps;
    private final OtherClocks otherClocks = new OtherClocks();
    private final Clock clock;
    private final Tuning tuning;

    /**
     * @param refusals what was refused to the object of a uid
     */
    Observer(Tools tools, Function<String, Refusals> refusals) {
        this.stores = tools.stores();
        this.clock = tools.clock();
        this.tuning = tools.tuning();
        this.refusals = refusals;
        this.bootstraps = new BootstrapViews(stores.bootstraps()::list, clock);
    }

    World observe(String name, FlinkView flink) {
        var cluster = stores.clusters().get(name);
        var uid = cluster.map(one -> one.meta().uid()).orElse("");
        var pods = uid.isEmpty() ? List.<Pod>of() : stores.podsOwnedBy(uid);
        var taskManagers = role(pods, Labels.TASK_MANAGER);
        return new World(
                name,
                cluster.orElse(null),
                views(role(pods, Labels.JOB_MANAGER)),
                views(taskManagers),
                taskManagers,
                stores.services()
                        .get(Names.jobManagerService(name))
                        .filter(service -> Metas.ownerUid(service).equals(uid))
                        .orElse(null),
                jobs(name),
                flink,
                refusals.apply(uid),
                Tuning.of(cluster.map(Resource::spec).orElse(null), tuning));
    }

    private static List<Pod> role(List<Pod> pods, String role) {
        return pods.stream()
                .filter(pod -> role.equals(pod.getMetadata().getLabels().get(Labels.ROLE)))
                .toList();
    }

    private List<PodView> views(List<Pod> pods) {
        return otherClocks.read(pods.stream().map(PodViews::of).toList(), clock.instant());
    }

    private List<World.JobSeen> jobs(String cluster) {
        return stores.jobsOf(cluster).stream()
                .map(
                        job ->
                                new World.JobSeen(
                                        job,
                                        bootstraps.of(
                                                stores.bootstraps()
                                                        .get(Names.bootstrap(job.meta().name()))
                                                        .filter(one -> isOf(one, job.meta())),
                                                bootstrapPods(cluster, job.meta())),
                                        refusals.apply(job.meta().uid())))
                .toList();
    }

    private static boolean isOf(HasMetadata child, Meta owner) {
        return Metas.ownerUid(child).equals(owner.uid());
    }

    private List<Pod> bootstrapPods(String cluster, Meta job) {
        var labels = Labels.bootstrap(cluster, Names.shortJob(cluster, job.name()));
        return stores.podsOf(cluster).stream().filter(pod -> has(pod, labels)).toList();
    }

    private static boolean has(Pod pod, Map<String, String> labels) {
        return pod.getMetadata().getLabels().entrySet().containsAll(labels.entrySet());
    }
}
