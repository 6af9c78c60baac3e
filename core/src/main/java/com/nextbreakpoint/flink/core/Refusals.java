package com.nextbreakpoint.flink.core;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Kubernetes or Flink refused lately, by {@link Action#key}. A refusal cannot be observed
 * later, so the host remembers it until the same action succeeds.
 *
 * @param rehearsed the keys of the rehearsals that the API server accepted
 */
public record Refusals(Map<String, Refusal> byKey, Set<String> rehearsed) {
    public static final Refusals NONE = new Refusals(Map.of(), Set.of());

    /** One refused action. */
    public record Refusal(String message, Instant since, Instant last, int tries) {
        /** When it may be tried again. */
        public Instant retryAt() {
            return last.plus(Delays.backOff(tries));
        }
    }

    public Optional<Refusal> of(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** Why the object could not be made ours; "" where nobody refused it. */
    public String ofFinalizer(Kind kind, String name) {
        var add = new Action.AddFinalizer(kind, name, "");
        return of(add.key()).map(Refusal::message).orElse("");
    }

    /** The refusal of any action whose key begins so. */
    public Optional<Refusal> startingWith(String prefix) {
        return byKey.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
