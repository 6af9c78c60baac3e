package com.nextbreakpoint.flink.core.desired;

import com.nextbreakpoint.flink.api.BootstrapSpec;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Names;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Job that uploads a JAR and submits one attempt of a Flink job. */
public final class BootstrapJob {
    /** Tidies up behind us; nothing is concluded from a Job that has vanished. */
    private static final int KEPT_SECONDS = 3600;

    private BootstrapJob() {}

    /**
     * What one attempt is.
     *
     * @param jobId its id, which is also the Job's annotation {@link Names#JOB_ID}
     * @param restorePath what it starts from, null for nothing
     * @param process the JobManager process that it was decided for, "" for any
     */
    public record Attempt(
            String jobId, int parallelism, @Nullable String restorePath, String process) {}

    public static Job desired(
            Meta flinkJob, String clusterName, FlinkJobSpec spec, Attempt attempt) {
        var name = Names.bootstrap(flinkJob.name());
        var shortName = Names.shortJob(clusterName, flinkJob.name());
        var labels = Labels.bootstrap(clusterName, shortName);
        var annotations = Map.of(Names.JOB_ID, attempt.jobId());
        var args = new ArrayList<String>();
        args.addAll(List.of("bootstrap", "run"));
        args.add("--namespace=" + flinkJob.namespace());
        args.add("--cluster-name=" + clusterName);
        args.add("--job-name=" + shortName);
        args.add("--job-id=" + attempt.jobId());
        args.add("--parallelism=" + attempt.parallelism());
        // J4.starting-9
        if (!attempt.process().isEmpty()) {
            args.add("--jobmanager-process=" + literal(attempt.process()));
        }
        args.addAll(program(spec, attempt.restorePath()));
        return new JobBuilder()
                .withMetadata(Owner.job(flinkJob).child(name, labels, annotations))
                .withNewSpec()
                .withCompletions(1)
                .withParallelism(1)
                .withBackoffLimit(0)
                .withTtlSecondsAfterFinished(KEPT_SECONDS)
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .withAnnotations(annotations)
                .endMetadata()
                .withSpec(pod(spec.bootstrap(), args))
                .endTemplate()
                .endSpec()
                .build();
    }

    /** The failed pod keeps its message and log: a new attempt is the supervisor's to decide. */
    private static PodSpec pod(BootstrapSpec spec, List<String> args) {
        return new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withServiceAccountName(spec.serviceAccount())
                .withAutomountServiceAccountToken(false)
                .withImagePullSecrets(Defaults.pullSecrets(spec.pullSecrets()))
                .withContainers(container(spec, args))
                .build();
    }

    private static List<String> program(FlinkJobSpec spec, @Nullable String restorePath) {
        var args = new ArrayList<String>();
        args.add("--jar-path=" + literal(spec.bootstrap().jarPath()));
        args.add("--class-name=" + literal(spec.bootstrap().className()));
        if (restorePath != null) {
            args.add("--savepoint-path=" + literal(restorePath));
        }
        if (spec.savepoint().allowNonRestoredState()) {
            args.add("--allow-non-restored-state");
        }
        spec.bootstrap().arguments().forEach(one -> args.add("--argument=" + literal(one)));
        return args;
    }

    private static Container container(BootstrapSpec spec, List<String> args) {
        return new ContainerBuilder()
                .withName(Labels.BOOTSTRAP)
                .withImage(spec.image())
                .withImagePullPolicy(spec.pullPolicy().name())
                .withArgs(args)
                .withResources(Defaults.resources(spec.resources()))
                .withSecurityContext(Defaults.restricted(spec.securityContext()))
                .withTerminationMessagePath(Defaults.TERMINATION_MESSAGE_PATH)
                .withTerminationMessagePolicy(Defaults.FALLBACK_TO_LOGS)
                .build();
    }

    /**
     * The kubelet replaces $(NAME), and $$ by $: doubled, each dollar arrives as it was written.
     */
    private static String literal(String text) {
        return text.replace("$", "$$");
    }
}
