package com.nextbreakpoint.flink.flink.fake;

import com.nextbreakpoint.flink.probe.Answer;
import com.nextbreakpoint.flink.probe.Found;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What lies in the storage, whichever JobManagers come and go; and how it is looked at. */
public final class FakeStorage {
    /** The program that the fake runs itself instead of what is in the JAR. */
    static final String PROBE = Answer.class.getPackageName() + ".Main";

    private static final long WRITTEN = 1_700_000_000_050L;
    private static final long INCOMPLETE = -1;

    private final Map<String, Long> ids = new ConcurrentHashMap<>();
    private final Map<String, String> problems = new ConcurrentHashMap<>();
    private volatile String hung = "";

    /** A complete checkpoint or savepoint. */
    public void put(String path, long id) {
        ids.put(path, id);
    }

    /** One whose writing was not finished. */
    public void putIncomplete(String path) {
        ids.put(path, INCOMPLETE);
    }

    public void remove(String path) {
        ids.remove(path);
    }

    /** The paths of all that is complete. */
    public List<String> complete() {
        return ids.keySet().stream().filter(this::isComplete).sorted().toList();
    }

    /** Places that begin so cannot be looked at, nor written. */
    public void fail(String prefix, String why) {
        problems.put(prefix, why);
    }

    /** Nothing is heard of places that begin so, nor of those behind them. */
    public void hang(String prefix) {
        hung = prefix;
    }

    public void heal() {
        problems.clear();
        hung = "";
    }

    /** The message that the probe's main() ends with. */
    String look(List<String> arguments) {
        var places = arguments.stream().filter(FakeStorage::isPlace).toList();
        var answer = new Answer(places.size());
        boolean waited = false;
        for (int i = 0; i < places.size(); i++) {
            var kind = places.get(i).split("=", 2)[0];
            var path = places.get(i).split("=", 2)[1];
            if (waited || (!hung.isEmpty() && path.startsWith(hung))) {
                waited = waited || hasWaited(arguments);
                answer.problem(i, "the storage did not answer within 8 s");
                continue;
            }
            var problem = problem(path);
            if (problem.isPresent()) {
                answer.problem(i, problem.get());
            } else {
                answer.found(i, found(kind, path));
            }
        }
        return answer.marked(value(arguments, "--nonce"));
    }

    private static boolean isPlace(String argument) {
        return argument.matches("--(directory|state|target)=.*");
    }

    private static boolean hasWaited(List<String> arguments) {
        Misbehaviour.sleep(Duration.ofMillis(Long.parseLong(value(arguments, "--deadline-ms"))));
        return true;
    }

    private static String value(List<String> arguments, String name) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(name + "="))
                .map(argument -> argument.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    private Optional<String> problem(String path) {
        return problems.entrySet().stream()
                .filter(problem -> path.startsWith(problem.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private List<Found> found(String kind, String place) {
        var path = place.replaceFirst("/+$", "").replaceFirst("/_metadata$", "");
        return switch (kind) {
            case "--directory" ->
                    ids.keySet().stream()
                            .filter(child -> child.matches("\\Q" + path + "\\E/[^/]+"))
                            .filter(this::isComplete)
                            .sorted(Comparator.comparingLong(this::id).reversed())
                            .map(this::found)
                            .toList();
            case "--state" -> isComplete(path) ? List.of(found(path)) : List.of();
            default -> List.of();
        };
    }

    private Found found(String path) {
        return new Found(id(path), path, WRITTEN);
    }

    private long id(String path) {
        return ids.getOrDefault(path, INCOMPLETE);
    }

    private boolean isComplete(String path) {
        return id(path) != INCOMPLETE;
    }
}
