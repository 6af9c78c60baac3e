package com.nextbreakpoint.flink.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** Kills the operator as soon as its log names another kind of effect, and another one comes. */
final class Killer implements AutoCloseable {
    private static final long PAUSE_MILLIS = 100;

    private final Set<String> left;
    private final Thread thread;

    /**
     * @param effects the first words of the lines in which the operator tells what it does
     */
    Killer(Collection<String> effects) {
        this.left = new ConcurrentSkipListSet<>(effects);
        this.thread = Thread.ofVirtual().start(this::run);
    }

    /** At which it was not killed so far. */
    Set<String> left() {
        return left;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (!left.isEmpty()) {
                for (var pod : Toolbox.operatorPods()) {
                    if (pod.getMetadata().getDeletionTimestamp() == null && Processes.run(pod)) {
                        follow(pod);
                    }
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(Pod pod) {
        var operator =
                Toolbox.CLIENT
                        .pods()
                        .inNamespace(Toolbox.OPERATOR_NAMESPACE)
                        .withName(pod.getMetadata().getName());
        try (var log = operator.watchLog();
                var lines =
                        new BufferedReader(
                                new InputStreamReader(log.getOutput(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                var effect = effect(line);
                if (left.remove(effect)) {
                    Toolbox.say("the operator says " + effect);
                    Processes.kill(pod);
                    // Its container would be started again ever later.
                    operator.withGracePeriod(0).delete();
                    return;
                }
            }
        } catch (IOException | KubernetesClientException ended) {
            // The pod is gone.
        }
    }

    /** Of "2026-01-15 09:45:01 INFO Operator - demo: CreatePod jobmanager". */
    private static String effect(String line) {
        return line.replaceFirst("^.* - ", "")
                .replaceFirst("^[a-z0-9-]+: ", "")
                .replaceFirst(" .*$", "");
    }
}
