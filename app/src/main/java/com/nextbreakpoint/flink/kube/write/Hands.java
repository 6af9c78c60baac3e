package com.nextbreakpoint.flink.kube.write;

import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.Outcome;
import com.nextbreakpoint.flink.kube.cache.Metas;
import com.nextbreakpoint.flink.kube.cache.Store;
import com.nextbreakpoint.flink.kube.cache.Stores;
import com.nextbreakpoint.flink.kube.client.Api;
import com.nextbreakpoint.flink.kube.client.Endpoint;
import com.nextbreakpoint.flink.kube.client.KubeConflict;
import com.nextbreakpoint.flink.kube.client.KubeFailure;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.function.BooleanSupplier;

/**
 * Carries out the actions that concern Kubernetes. All may be repeated. What was written is in the
 * stores before the call returns.
 */
public final class Hands {
    /** The field manager of what we apply and create ourselves. */
    static final String MANAGER = "flinkctl";

    private final Stores stores;
    private final Api api;
    private final ResourceHands resources;
    private final BooleanSupplier leads;

    /**
     * @param leads asked before each write: a process that does not lead does nothing
     */
    public Hands(Stores stores, BooleanSupplier leads) {
        this.stores = stores;
        this.api = stores.apiOfLeader(leads);
        this.resources = new ResourceHands(stores, api);
        this.leads = leads;
    }

    /**
     * Performs one action, in the namespace of the stores, and says how it ended. Blocks for some
     * seconds at most. Throws an {@link IllegalArgumentException} for the actions that Flink
     * carries out.
     */
    public Outcome perform(Action action) {
        // H9.lease
        if (!leads.getAsBoolean()) {
            return KubeFailure.notLeading().outcome();
        }
        try {
            return act(action);
        } catch (KubeFailure failure) {
            return failure.outcome();
        }
    }

    private Outcome act(Action action) {
        return switch (action) {
            case Action.AddFinalizer a -> resources.addFinalizer(a);
            case Action.RemoveFinalizer a -> resources.removeFinalizer(a);
            case Action.ResetRequest a -> resources.resetRequest(a);
            case Action.Scale a -> resources.scale(a);
            case Action.ApplyCluster a -> resources.apply(a);
            case Action.ApplyFlinkJob a -> resources.apply(a);
            case Action.DeleteResource a -> resources.delete(a);
            case Action.CreatePod a -> create(stores.pods(), Endpoint.PODS, a.pod());
            case Action.CreateJob a -> create(stores.bootstraps(), Endpoint.JOBS, a.job());
            case Action.ApplyService a -> apply(stores.services(), Endpoint.SERVICES, a.service());
            case Action.ApplyDeployment a ->
                    apply(stores.supervisors(), Endpoint.DEPLOYMENTS, a.deployment());
            case Action.DeletePod a -> delete(stores.pods(), Endpoint.PODS, a.name(), options(a));
            case Action.DeleteJob a -> deleteJob(a);
            case Action.DeleteService a -> delete(stores.services(), Endpoint.SERVICES, a.name());
            case Action.DeleteDeployment a ->
                    delete(stores.supervisors(), Endpoint.DEPLOYMENTS, a.name());
            case Action.Rehearse a -> rehearse(a);
            case Action.CancelJob _,
                    Action.CancelOrphan _,
                    Action.StopJob _,
                    Action.TriggerSavepoint _ ->
                    throw new IllegalArgumentException(action.key() + " is Flink's");
        };
    }

    private <R extends HasMetadata> Outcome create(Store<R> store, Endpoint<R> endpoint, R object) {
        try {
            store.wrote(api.create(endpoint, object));
            return Outcome.DONE;
        } catch (KubeFailure failure) {
            if (!failure.alreadyExists()) {
                throw failure;
            }
            return found(store, endpoint, object);
        }
    }

    /** The name is taken: by the same object, created by an earlier try, or by another. */
    private static <R extends HasMetadata> Outcome found(
            Store<R> store, Endpoint<R> endpoint, R object) {
        var name = object.getMetadata().getName();
        var there = store.live(name).orElse(null);
        if (there == null || there.getMetadata().getDeletionTimestamp() != null) {
            return new Outcome.Failed("the former " + endpoint.kind() + " " + name + " still goes");
        }
        if (!Metas.ownerUid(there).equals(Metas.ownerUid(object))) {
            return new Outcome.Refused(
                    "there is a "
                            + endpoint.kind()
                            + " "
                            + name
                            + " that belongs to somebody else:"
                            + " delete it, or rename yours");
        }
        // C1.3, C1.5
        return isSameAttempt(object, there)
                ? Outcome.DONE
                : new Outcome.Failed(endpoint.kind() + " " + name + " is still of another attempt");
    }

    private static boolean isSameAttempt(HasMetadata wanted, HasMetadata there) {
        return !(wanted instanceof Job) || jobId(wanted).equals(jobId(there));
    }

    private static String jobId(HasMetadata job) {
        var annotations = job.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(Names.JOB_ID, "");
    }

    private <R extends HasMetadata> Outcome apply(Store<R> store, Endpoint<R> endpoint, R object) {
        store.wrote(api.apply(endpoint, object.getMetadata().getName(), object, MANAGER));
        return Outcome.DONE;
    }

    private Outcome deleteJob(Action.DeleteJob job) {
        var options = Api.deletion(job.uid(), "Foreground");
        return delete(stores.bootstraps(), Endpoint.JOBS, job.name(), options);
    }

    private <R extends HasMetadata> Outcome delete(
            Store<R> store, Endpoint<R> endpoint, String name) {
        return delete(store, endpoint, name, Api.deletion(null, "Background"));
    }

    private <R extends HasMetadata> Outcome delete(
            Store<R> store, Endpoint<R> endpoint, String name, DeleteOptions options) {
        try {
            api.delete(endpoint, name, options).ifPresent(store::wrote);
            return Outcome.DONE;
        } catch (KubeConflict another) {
            return Outcome.DONE; // An object of another uid: the one that was meant is gone.
        } catch (KubeFailure failure) {
            if (failure.isNotFound()) {
                return Outcome.DONE;
            }
            throw failure;
        }
    }

    private static DeleteOptions options(Action.DeletePod pod) {
        var options = Api.deletion(pod.uid(), null);
        // K3.lost-node-1
        if (pod.force()) {
            options.setGracePeriodSeconds(0L);
        }
        return options;
    }

    /** Accepted also when only something passing is in the way, or what is to go first. */
    private Outcome rehearse(Action.Rehearse rehearsal) {
        for (var object : rehearsal.objects()) {
            try {
                api.rehearse(object);
            } catch (KubeFailure failure) {
                if (failure.isUnanswered()) {
                    return failure.outcome();
                }
                // C1.9
                if (failure.isVerdict()) {
                    return new Outcome.Refused(failure.sentence());
                }
            }
        }
        return Outcome.DONE;
    }
}
