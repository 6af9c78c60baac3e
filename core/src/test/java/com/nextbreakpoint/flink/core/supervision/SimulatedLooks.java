package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.StorageAnswer;
import com.nextbreakpoint.flink.core.StorageAnswer.Stored;
import com.nextbreakpoint.flink.core.StorageQuestion;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;

/** What a process looks up in the storage: as long as it is asked, now and again. */
@NullUnmarked
final class SimulatedLooks {
    FlinkView.Layout layout = new FlinkView.Layout("s3://checkpoints", true);

    /** What is below this directory cannot be looked at. */
    String refused;

    private static final int AGAIN = 5;

    private final Weather weather;
    private final Storage storage;
    private final Map<StorageQuestion, Instant> due = new HashMap<>();
    private final Map<StorageQuestion, StorageAnswer> answers = new HashMap<>();

    SimulatedLooks(Weather weather, Storage storage) {
        this.weather = weather;
        this.storage = storage;
    }

    Map<StorageQuestion, StorageAnswer> answers(Set<StorageQuestion> questions, Instant now) {
        due.keySet().retainAll(questions);
        answers.keySet().retainAll(questions);
        for (var question : questions) {
            var at = due.computeIfAbsent(question, _ -> now.plusSeconds(weather.lookTime()));
            if (at.isAfter(now)) continue;
            answers.put(question, answer(question));
            due.put(question, now.plusSeconds(AGAIN));
        }
        return Map.copyOf(answers);
    }

    /** Whoever asked starts anew. */
    void forget() {
        due.clear();
        answers.clear();
    }

    private StorageAnswer answer(StorageQuestion question) {
        var found = new HashMap<String, List<Stored>>();
        var problems = new HashMap<String, String>();
        var all = List.of(question.directories(), question.states(), question.targets());
        for (var places : all) {
            for (var place : places) {
                if (storage.fails) problems.put(place, "the storage does not answer");
                else found.put(place, List.of());
            }
        }
        if (!storage.fails) {
            question.directories().forEach(place -> found.put(place, storage.in(place)));
            question.states().forEach(place -> found.put(place, storage.at(place)));
            Stream.concat(question.directories().stream(), question.states().stream())
                    .filter(place -> refused != null && place.startsWith(refused))
                    .forEach(
                            place -> {
                                found.remove(place);
                                problems.put(place, "AccessDenied");
                            });
        }
        return new StorageAnswer(found, problems);
    }
}
