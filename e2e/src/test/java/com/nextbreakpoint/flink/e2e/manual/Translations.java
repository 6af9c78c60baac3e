package com.nextbreakpoint.flink.e2e.manual;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How each command of the manual is carried out here. What users run is run as it is, where it can
 * be; every other line is in the table, with the reason. A command that is not fails the test.
 */
final class Translations {
    private static final Pattern DOCKER_RUN =
            Pattern.compile("docker run (.*?)nextbreakpoint/flinkctl:2\\.0\\.0 (.*)");
    private static final Pattern MOUNT = Pattern.compile("-v (\\S+):(\\S+)");

    /** Where a container finds what is mounted: the node's folder is the one of secrets.sh. */
    private static final Map<String, String> HOST_PATHS =
            Map.of("/var/secrets", "secrets", "~/.kube/config", "\"$KUBECONFIG\"");

    /** In which manner a script is run. */
    enum Manner {
        /** To its end. */
        RUN,
        /** Until it has printed what it is expected to print; then it is ended. */
        GLIMPSE,
        /** In the background, until the end of the chapter or the next one on the same port. */
        STAY,
        /** It is put before all scripts of the chapter that follow. */
        EXPORT,
        /** Not at all. */
        NOT
    }

    /**
     * A line of the table; the first that matches counts.
     *
     * @param reason why the command is not run as it is, empty where it is
     */
    record Rule(Pattern command, Manner manner, UnaryOperator<String> script, String reason) {}

    /**
     * What is run.
     *
     * @param until what a glimpse waits for, where the manual shows no output
     * @param reason why it is not the command itself, empty where it is
     */
    record Translated(Manner manner, String script, @Nullable String until, String reason) {}

    private static final List<Rule> RULES =
            List.of(
                    as("export .*", Manner.EXPORT),
                    as("kubectl .*(--watch|logs -f).*", Manner.GLIMPSE),
                    as("kubectl .* port-forward .*", Manner.STAY),
                    as("kubectl .*", Manner.RUN),
                    as("curl .*", Manner.RUN),
                    as("mkdir .*", Manner.RUN),
                    as("\\./secrets\\.sh .*", Manner.RUN),
                    as("source <\\(flinkctl completion\\)", Manner.RUN),
                    rule(
                            "helm install minio .*",
                            Manner.RUN,
                            text -> "kubectl apply -f dev/minio.yaml",
                            "no chart is downloaded: MinIO is built from its sources"),
                    not("helm repo .*", "no chart is downloaded"),
                    as("helm .*", Manner.RUN),
                    rule(
                            "aws s3 mb .*",
                            Manner.RUN,
                            text ->
                                    text.replaceAll(
                                            ".*--endpoint-url (.+)",
                                            "curl -fsS --retry 20 --retry-delay 1"
                                                    + " --retry-connrefused $1/minio/health/ready"),
                            "dev/minio.yaml has made the bucket; that its address is reached, is tried"
                                    + " for as long as kube-proxy may need"),
                    rule(
                            "docker pull .*",
                            Manner.RUN,
                            text -> image(text.replace("docker pull ", "")),
                            "the images are built and imported, and not pulled; that they are there, is tried"),
                    rule(
                            "docker build .*",
                            Manner.RUN,
                            text -> image(text.replaceAll(".* -t (\\S+) .*", "$1")),
                            "dev/images.sh has built and imported them; that they are there, is tried"),
                    not("docker (tag|login|push) .*", "there is no registry"),
                    not("minikube start .*", "the cluster runs already"),
                    rule(
                            "make (check|test)",
                            Manner.RUN,
                            text -> text.replace("make ", "make -n "),
                            "this test is a part of it"),
                    not("dev/images\\.sh dist", "it writes into the project's folder"),
                    rule(
                            "flinkctl bootstrap run .*your-main-class.*",
                            Manner.RUN,
                            text ->
                                    text.replace("your-main-class", "Main")
                                                    .replace(
                                                            "/your-job-jar.jar",
                                                            "example/jobs/target/flink-jobs.jar")
                                            + " --dry-run --flink-hostname=$(kubectl -n flink-jobs"
                                            + " get service jobmanager-demo -o"
                                            + " 'jsonpath={.spec.clusterIP}')",
                            "the placeholders are filled; there are no slots for one more job, and"
                                    + " this machine does not know the cluster's names"),
                    rule(
                            "(flinkctl|java .*Main) (operator|supervisor) run .*",
                            Manner.GLIMPSE,
                            text -> text.replace("~/.kube/config", "\"$KUBECONFIG\""),
                            "the cluster's kubeconfig is elsewhere"),
                    as("flinkctl .*", Manner.RUN));

    private Translations() {}

    static Translated of(Manual.Command command) {
        var text = withoutDocker(command.text());
        for (var rule : RULES) {
            if (rule.command().matcher(text).matches()) {
                return new Translated(
                        rule.manner(), rule.script().apply(text), until(text), rule.reason());
            }
        }
        throw new AssertionError("There is no translation of " + command);
    }

    /** The program of the image is run without its container: of the same jars. */
    private static String withoutDocker(String text) {
        var docker = DOCKER_RUN.matcher(text);
        if (!docker.matches()) {
            return text;
        }
        var paths = new HashMap<String, String>();
        var mounts = MOUNT.matcher(docker.group(1));
        while (mounts.find()) {
            paths.put(mounts.group(2), HOST_PATHS.getOrDefault(mounts.group(1), ""));
        }
        var arguments = docker.group(2);
        for (var path : paths.entrySet()) {
            arguments = arguments.replace("=" + path.getKey(), "=" + path.getValue());
        }
        return "flinkctl " + arguments;
    }

    private static @Nullable String until(String text) {
        return text.matches(".*(operator|supervisor) run .*") ? "Started in namespace " : null;
    }

    private static String image(String name) {
        return "kubectl get nodes -o json | jq -e --arg name docker.io/%s".formatted(name)
                + " 'any(.items[].status.images[].names[]; . == $name)'";
    }

    private static Rule as(String command, Manner manner) {
        return rule(command, manner, UnaryOperator.identity(), "");
    }

    private static Rule not(String command, String reason) {
        return rule(command, Manner.NOT, UnaryOperator.identity(), reason);
    }

    private static Rule rule(
            String command, Manner manner, UnaryOperator<String> script, String reason) {
        return new Rule(Pattern.compile(command), manner, script, reason);
    }
}
