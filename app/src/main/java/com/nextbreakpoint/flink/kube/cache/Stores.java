package com.nextbreakpoint.flink.kube.cache;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.FlinkDeploymentSpec;
import com.nextbreakpoint.flink.api.FlinkDeploymentStatus;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.Schema;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.Membership;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.kube.client.Api;
import com.nextbreakpoint.flink.kube.client.Endpoint;
import com.nextbreakpoint.flink.kube.client.KubeAccess;
import com.nextbreakpoint.flink.kube.client.KubeFailure;
import com.nextbreakpoint.flink.kube.client.WatchStreams;
import com.nextbreakpoint.flink.kube.run.Election;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that is watched in one namespace: the three kinds of users' resources whatever their labels,
 * and what we create by our labels.
 */
public final class Stores implements AutoCloseable {
    /** Tells the group of a cluster's name from that of an owner's uid. */
    private static final String CLUSTER = "cluster ";

    private static final String LABEL = "label ";

    private static final Duration TICK = Duration.ofSeconds(1);

    private final Thread ticks = Thread.ofVirtual().name("caches").unstarted(this::tick);
    private final AtomicBoolean ticked = new AtomicBoolean();
    private final KubernetesClient client;
    private final Api api;
    private final Store<Resource<FlinkDeploymentSpec, FlinkDeploymentStatus>> deployments;
    private final Store<Resource<FlinkClusterSpec, FlinkClusterStatus>> clusters;
    private final Store<Resource<FlinkJobSpec, FlinkJobStatus>> jobs;
    private final Store<Pod> pods;
    private final Store<Service> services;
    private final Store<Deployment> supervisors;
    private final Store<Job> bootstraps;

    /** The stores of a host that looks after the whole namespace. Nothing is watched yet. */
    public static Stores of(KubernetesClient client, String namespace) {
        return new Stores(client, namespace, Labels.OWNER + "=" + Labels.OWNER_VALUE);
    }

    /** The stores of a host that looks after one cluster. Nothing is watched yet. */
    public static Stores ofCluster(KubernetesClient client, String namespace, String cluster) {
        return new Stores(client, namespace, Labels.selector(Labels.cluster(cluster)));
    }

    private Stores(KubernetesClient client, String namespace, String selector) {
        this.client = client;
        this.api = new Api(client, namespace, KubeAccess.REQUEST_LIMIT);
        this.deployments =
                custom(Kind.FlinkDeployment, Reading.DEPLOYMENT, one -> List.of(one.meta().uid()));
        this.clusters = custom(Kind.FlinkCluster, Reading.CLUSTER, one -> List.of());
        this.jobs = custom(Kind.FlinkJob, Reading.JOB, Stores::groups);
        this.pods = labelled(Endpoint.PODS, selector);
        this.services = labelled(Endpoint.SERVICES, selector);
        this.supervisors = labelled(Endpoint.DEPLOYMENTS, selector);
        this.bootstraps = labelled(Endpoint.JOBS, selector);
    }

    public String namespace() {
        return api.namespace();
    }

    public Store<Resource<FlinkDeploymentSpec, FlinkDeploymentStatus>> deployments() {
        return deployments;
    }

    public Store<Resource<FlinkClusterSpec, FlinkClusterStatus>> clusters() {
        return clusters;
    }

    public Store<Resource<FlinkJobSpec, FlinkJobStatus>> jobs() {
        return jobs;
    }

    public Store<Pod> pods() {
        return pods;
    }

    public Store<Service> services() {
        return services;
    }

    /** The Deployments of dedicated supervisors. */
    public Store<Deployment> supervisors() {
        return supervisors;
    }

    public Store<Job> bootstraps() {
        return bootstraps;
    }

    /** Begins to watch; returns at once. */
    public void start() {
        all().forEach(Store::start);
        ticks.start();
    }

    private void tick() {
        try {
            while (true) {
                Thread.sleep(TICK);
                all().forEach(Store::tellVanished);
                ticked.set(true);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean synced() {
        return all().allMatch(Store::synced);
    }

    /**
     * Of each watch by its name, whether it is there, or was tried since this was asked last, or
     * told what is in its way.
     */
    public Map<String, BooleanSupplier> watches() {
        return all().collect(
                        Collectors.toUnmodifiableMap(
                                store -> "watch of " + store.endpoint().plural(),
                                store -> () -> turned(store)));
    }

    /** Whether what came without an event was told since this was asked last. */
    public boolean ticked() {
        return ticked.getAndSet(false);
    }

    private boolean turned(Store<?> store) {
        var path = client.getMasterUrl().getPath() + store.endpoint().path(namespace());
        return store.told() || WatchStreams.of(client).turned(path);
    }

    /** Catches up with what another process wrote. Throws a {@link KubeFailure}. */
    public void refresh() {
        all().forEach(Store::refresh);
    }

    @Override
    public void close() {
        ticks.interrupt();
        all().forEach(Store::stop);
    }

    public Api api() {
        return api;
    }

    /** Writes that only a leader may make, which do not outlast its lease. */
    public Api apiOfLeader(BooleanSupplier leads) {
        return api.sentOnce(Election.WRITE, leads);
    }

    public Store<? extends Resource<?, ?>> of(Kind kind) {
        return switch (kind) {
            case FlinkDeployment -> deployments;
            case FlinkCluster -> clusters;
            case FlinkJob -> jobs;
        };
    }

    private Stream<Store<?>> all() {
        return Stream.of(deployments, clusters, jobs, pods, services, supervisors, bootstraps);
    }

    private <S, T> Store<Resource<S, T>> custom(
            Kind kind, Reading<S, T> reading, Function<Resource<S, T>, List<String>> groups) {
        var endpoint = Endpoint.of(kind);
        var context =
                new ResourceDefinitionContext.Builder()
                        .withGroup(Schema.GROUP)
                        .withVersion(Schema.VERSION)
                        .withKind(kind.name())
                        .withPlural(endpoint.plural())
                        .withNamespaced(true)
                        .build();
        var informer =
                client.genericKubernetesResources(context)
                        .inNamespace(namespace())
                        .withLimit(Api.PAGE)
                        .runnableInformer(0);
        var source = new Store.Source<>(endpoint, "", reading::of, Resource::meta, groups);
        return Store.of(api, source, informer);
    }

    private <R extends HasMetadata> Store<R> labelled(Endpoint<R> endpoint, String selector) {
        var informer =
                client.resources(endpoint.type())
                        .inNamespace(namespace())
                        .withLabelSelector(selector)
                        .withLimit(Api.PAGE)
                        .runnableInformer(0);
        var source =
                new Store.Source<R, R>(
                        endpoint, selector, Function.identity(), Metas::of, Stores::groups);
        return Store.of(api, source, informer);
    }

    /** By owner, and by the cluster that the labels name. */
    private static List<String> groups(HasMetadata child) {
        var cluster = child.getMetadata().getLabels().getOrDefault(Labels.CLUSTER_NAME, "");
        return List.of(Metas.ownerUid(child), CLUSTER + cluster);
    }

    /** By owner, by what its labels say, and by each cluster that it may belong to. */
    private static List<String> groups(Resource<FlinkJobSpec, FlinkJobStatus> job) {
        var labelled = job.meta().labels().getOrDefault(Labels.CLUSTER_NAME, "");
        var groups = new ArrayList<>(List.of(job.meta().ownerUid(), LABEL + labelled));
        Membership.candidates(job).forEach(cluster -> groups.add(CLUSTER + cluster));
        return groups;
    }

    /** The name of the cluster to which it belongs, whether that exists or not. */
    public String clusterOf(Resource<FlinkJobSpec, FlinkJobStatus> job) {
        return Membership.clusterOf(job, name -> clusters.get(name).isPresent());
    }

    /** Those that belong to the cluster, by name. */
    public List<Resource<FlinkJobSpec, FlinkJobStatus>> jobsOf(String cluster) {
        return jobs.in(CLUSTER + cluster).stream()
                .filter(job -> clusterOf(job).equals(cluster))
                .toList();
    }

    /** Those whose labels name the cluster, by name. */
    public List<Resource<FlinkJobSpec, FlinkJobStatus>> jobsLabelled(String cluster) {
        return jobs.in(LABEL + cluster);
    }

    /** Those that the deployment of this uid owns, by name. */
    public List<Resource<FlinkJobSpec, FlinkJobStatus>> jobsOwnedBy(String uid) {
        return jobs.in(uid);
    }

    /** The one of this uid. */
    public Optional<Resource<FlinkDeploymentSpec, FlinkDeploymentStatus>> deployment(String uid) {
        return deployments.in(uid).stream().findFirst();
    }

    /** Those that the resource of this uid owns, by name. */
    public List<Pod> podsOwnedBy(String uid) {
        return pods.in(uid);
    }

    /** Those whose labels name the cluster, by name. */
    public List<Pod> podsOf(String cluster) {
        return pods.in(CLUSTER + cluster);
    }
}
