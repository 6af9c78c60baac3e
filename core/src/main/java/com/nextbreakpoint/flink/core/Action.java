package com.nextbreakpoint.flink.core;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One effect on Kubernetes or Flink. Each may be repeated: its identity is in the status before it
 * is made, so the second time it finds itself done. All happen in the namespace of the object.
 */
public sealed interface Action {
    /** Tells this effect from all others of the same cluster or deployment, for refusals. */
    default String key() {
        return switch (this) {
            case AddFinalizer a -> "AddFinalizer " + a.kind + "/" + a.name;
            case RemoveFinalizer a -> "RemoveFinalizer " + a.kind + "/" + a.name;
            case ResetRequest a -> "ResetRequest " + a.kind + "/" + a.name;
            case Scale a -> "Scale " + a.kind + "/" + a.name;
            case CreatePod a -> "CreatePod " + a.pod.getMetadata().getLabels().get(Labels.ROLE);
            case DeletePod a -> "DeletePod " + a.name;
            case ApplyService a -> "ApplyService " + a.service.getMetadata().getName();
            case DeleteService a -> "DeleteService " + a.name;
            case ApplyDeployment a -> "ApplyDeployment " + a.deployment.getMetadata().getName();
            case DeleteDeployment a -> "DeleteDeployment " + a.name;
            case CreateJob a -> "CreateJob " + a.job.getMetadata().getName();
            case DeleteJob a -> "DeleteJob " + a.name;
            case Rehearse a -> Rehearse.key(a.identity);
            case ApplyCluster a -> "ApplyCluster " + a.name;
            case ApplyFlinkJob a -> "ApplyFlinkJob " + a.name;
            case DeleteResource a -> "DeleteResource " + a.kind + "/" + a.name;
            case CancelJob a -> "CancelJob " + a.jobId;
            case CancelOrphan a -> "CancelOrphan " + a.jobId;
            case StopJob a -> "StopJob " + a.jobId;
            case TriggerSavepoint a -> "TriggerSavepoint " + a.jobId;
        };
    }

    /** The same after a write that found nothing changed, and left the object at this version. */
    default Action at(String version) {
        return this;
    }

    /** With the labels by which what is ours is found. */
    record AddFinalizer(Kind kind, String name, String finalizer, Map<String, String> labels)
            implements Action {
        public AddFinalizer(Kind kind, String name, String finalizer) {
            this(kind, name, finalizer, Map.of());
        }
    }

    record RemoveFinalizer(Kind kind, String name, String finalizer) implements Action {}

    /** Sets requested-action to NONE and removes what belongs to it, if nothing changed since. */
    record ResetRequest(Kind kind, String name, String resourceVersion) implements Action {
        @Override
        public ResetRequest at(String version) {
            return new ResetRequest(kind, name, version);
        }
    }

    /** Writes the number of TaskManagers or the parallelism through the scale subresource. */
    record Scale(Kind kind, String name, int replicas) implements Action {}

    /** Its key names the role only: the names of TaskManagers are new at each try. */
    record CreatePod(Pod pod) implements Action {}

    /** With {@code force} the grace period is 0; only for pods on nodes that are gone. */
    record DeletePod(String name, String uid, boolean force) implements Action {}

    record ApplyService(Service service) implements Action {}

    record DeleteService(String name) implements Action {}

    record ApplyDeployment(Deployment deployment) implements Action {}

    record DeleteDeployment(String name) implements Action {}

    record CreateJob(Job job) implements Action {}

    /** With its pods, in the foreground. */
    record DeleteJob(String name, String uid) implements Action {}

    /** Creates the objects with dryRun=All: would the API server take them? */
    record Rehearse(String identity, List<HasMetadata> objects) implements Action {
        /** The key of a rehearsal of which only the identity is known. */
        public static String key(String identity) {
            return "Rehearse " + identity;
        }
    }

    /**
     * Applies a FlinkCluster or, below, a FlinkJob of a FlinkDeployment.
     *
     * @param resourceVersion of the child whose live scale {@code spec} carries; null creates it
     */
    record ApplyCluster(
            String name,
            Meta owner,
            Map<String, String> labels,
            FlinkClusterSpec spec,
            @Nullable String resourceVersion)
            implements Action {}

    /**
     * With annotations that only the creation writes, and with the operator's finalizer, so that it
     * never vanishes before what it leaves behind is noted.
     */
    record ApplyFlinkJob(
            String name,
            Meta owner,
            Map<String, String> labels,
            Map<String, String> annotations,
            FlinkJobSpec spec,
            @Nullable String resourceVersion)
            implements Action {}

    record DeleteResource(Kind kind, String name, String uid) implements Action {}

    record CancelJob(String jobId) implements Action {}

    /** Cancels a job of this cluster's, after a live list shows no FlinkJob of its mark. */
    record CancelOrphan(String jobId) implements Action {}

    /** Stops the job with a savepoint in the target directory. */
    record StopJob(String jobId, String triggerId, String targetDirectory) implements Action {}

    record TriggerSavepoint(String jobId, String triggerId, String targetDirectory)
            implements Action {}
}
