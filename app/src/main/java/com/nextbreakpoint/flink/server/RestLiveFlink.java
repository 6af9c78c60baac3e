package com.nextbreakpoint.flink.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nextbreakpoint.flink.flink.FlinkClient;
import com.nextbreakpoint.flink.flink.FlinkRefused;
import com.nextbreakpoint.flink.flink.FlinkUnavailable;
import com.nextbreakpoint.flink.flink.RestFlinkClient;
import com.nextbreakpoint.flink.flink.Target;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks the JobManagers themselves.
 *
 * @param targets the JobManager of a cluster, empty while none runs
 */
public record RestLiveFlink(Function<String, Optional<Target>> targets) implements LiveFlink {
    private static final Duration LIMIT = Duration.ofMillis(3500);
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public Session open(String cluster) {
        var target =
                targets.apply(cluster)
                        .orElseThrow(
                                () ->
                                        new ApiProblem(
                                                ApiProblem.UNAVAILABLE,
                                                "no JobManager of %s runs".formatted(cluster)));
        long end = System.nanoTime() + LIMIT.toNanos();
        var client = new RestFlinkClient(target, () -> left(end));
        return path -> get(client, path);
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    }

    private static JsonNode get(FlinkClient client, String path) {
        try {
            return JSON.readTree(client.get(path));
        } catch (FlinkRefused refused) {
            throw new ApiProblem(status(refused), "Flink refused: " + refused.getMessage());
        } catch (FlinkUnavailable silent) {
            throw new ApiProblem(status(silent), silent.getMessage());
        } catch (JsonProcessingException nonsense) {
            throw new ApiProblem(ApiProblem.BAD_GATEWAY, "Flink's answer is not JSON");
        }
    }

    private static int status(FlinkRefused refused) {
        return switch (refused.code()) {
            case 400, 404 -> ApiProblem.NOT_FOUND;
            default -> ApiProblem.BAD_GATEWAY;
        };
    }

    private static int status(FlinkUnavailable silent) {
        return switch (silent.reach()) {
            case UNSENT -> ApiProblem.UNAVAILABLE;
            case SILENT -> ApiProblem.TIMED_OUT;
            case ANSWERED -> ApiProblem.BAD_GATEWAY;
        };
    }
}
