package com.nextbreakpoint.flink.flink;

import static java.net.HttpURLConnection.HTTP_NOT_FOUND;

import com.nextbreakpoint.flink.core.FlinkWords;
import com.nextbreakpoint.flink.core.StorageAnswer;
import com.nextbreakpoint.flink.core.StorageQuestion;
import com.nextbreakpoint.flink.flink.FlinkClient.JarRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Looks into the storage through a JobManager, which has the file systems and the rights: a small
 * program of ours is run there as a job's would be. It starts none, and leaves nothing.
 */
final class StorageProbe {
    /** The names of its JARs begin so; there is one look at a time, so others are leftovers. */
    static final String PREFIX = "storage-probe-";

    static final String CLASS = "com.nextbreakpoint.flink.probe.Main";

    private static final Duration LOOK = Duration.ofSeconds(8);
    private static final Duration RUN = Duration.ofSeconds(10);
    private static final Duration CALL = Duration.ofSeconds(3);

    private final FlinkClient flink;
    private final Duration look;
    private final Duration run;

    StorageProbe(FlinkClient flink, Duration look, Duration run) {
        this.flink = flink;
        this.look = look;
        this.run = run;
    }

    /** Lasts as long as the storage lets it wait, within limits. Never throws. */
    static StorageAnswer look(Target target, StorageQuestion question) {
        return new StorageProbe(new RestFlinkClient(target, CALL), LOOK, RUN).look(question);
    }

    StorageAnswer look(StorageQuestion question) {
        var places = Places.of(question);
        if (question.isEmpty()) {
            return places.unknown("");
        }
        removeLeftovers();
        try {
            var jarId = flink.uploadJar(jar(), PREFIX + UUID.randomUUID() + ".jar");
            try {
                return run(jarId, places);
            } finally {
                remove(jarId);
            }
        } catch (FlinkRefused refused) {
            return places.unknown(
                    isSwitchedOff(refused)
                            ? "the JobManager takes no JARs: web.submit.enable is false"
                            : "the JobManager took no JAR: " + refused.getMessage());
        } catch (FlinkUnavailable silent) {
            return places.unknown("the JobManager took no JAR: " + silent.reason());
        }
    }

    /** Then Flink knows nothing of JARs, and says so in two ways. */
    private static boolean isSwitchedOff(FlinkRefused refused) {
        return refused.code() == HTTP_NOT_FOUND || refused.says(FlinkWords.UPLOADS_OFF);
    }

    private StorageAnswer run(String jarId, Places places) {
        var nonce = UUID.randomUUID().toString().replace("-", "");
        var arguments = new ArrayList<String>();
        arguments.add("--deadline-ms=" + look.toMillis());
        arguments.add("--nonce=" + nonce);
        arguments.addAll(places.arguments());
        try {
            flink.runJar(jarId, new JarRun(CLASS, arguments, 1, null, false, null), run);
            return places.unknown("the JobManager did not run the look: it started a job");
        } catch (FlinkRefused answered) {
            return answer(places, nonce, answered.detail(), answered.getMessage());
        } catch (FlinkUnavailable answeredOrSilent) {
            var detail = answeredOrSilent.detail();
            return answer(places, nonce, detail, answeredOrSilent.reason());
        }
    }

    private static StorageAnswer answer(Places places, String nonce, String all, String reason) {
        return places.parse(nonce, all)
                .orElseGet(
                        () ->
                                places.unknown(
                                        FlinkWords.REFLECTION_OFF.isIn(all)
                                                ? "the JobManager cannot run programs:"
                                                        + " env.java.opts.all replaces Flink's own"
                                                        + " --add-opens options, so repeat them in it"
                                                : "the JobManager did not run the look: "
                                                        + reason));
    }

    private void removeLeftovers() {
        try {
            for (var jar : List.copyOf(flink.jars())) {
                if (jar.name().startsWith(PREFIX)) {
                    remove(jar.id());
                }
            }
        } catch (FlinkRefused | FlinkUnavailable failure) {
            // If it is more than a hitch, the look will say so.
        }
    }

    private void remove(String jarId) {
        try {
            flink.deleteJar(jarId);
        } catch (FlinkRefused | FlinkUnavailable failure) {
            // It is small, and the next look removes it.
        }
    }

    private static byte[] jar() {
        try (var in = StorageProbe.class.getResourceAsStream("/storage-probe.jar")) {
            if (in == null) {
                throw new IllegalStateException("flinkctl was packaged without storage-probe.jar");
            }
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
