package com.nextbreakpoint.flink.core;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DynamicTest;

/** Walks all facts of a machine through its rules: which edges there are, what always holds. */
@NullUnmarked
public final class Enumeration<F, M extends Enum<M>, R extends Enum<R>> {
    private final Function<F, Verdict<SupervisorStatus, M, R>> rules;
    private final List<Invariant<F, M, R>> invariants = new ArrayList<>();
    private final Map<String, String> breaches = new LinkedHashMap<>();
    private final Map<String, Set<R>> edges = new TreeMap<>();
    private final Set<R> reasons = new TreeSet<>();
    private long inputs;

    /** A sentence with its meaning. */
    private record Invariant<F, M extends Enum<M>, R extends Enum<R>>(
            String sentence, Holds<F, M, R> holds) {}

    @FunctionalInterface
    public interface Holds<F, M extends Enum<M>, R extends Enum<R>> {
        boolean test(F facts, Verdict<SupervisorStatus, M, R> verdict);
    }

    public Enumeration(Function<F, Verdict<SupervisorStatus, M, R>> rules) {
        this.rules = rules;
    }

    public Enumeration<F, M, R> always(String sentence, Holds<F, M, R> holds) {
        invariants.add(new Invariant<>(sentence, holds));
        return this;
    }

    public <P extends F> Enumeration<F, M, R> always(
            String sentence, Class<P> phase, Holds<P, M, R> holds) {
        return always(sentence, (f, v) -> !phase.isInstance(f) || holds.test(phase.cast(f), v));
    }

    /** Each phase is a record named like its status, beside the facts. */
    public Enumeration<F, M, R> walk(Class<F> facts) {
        for (var phase : SupervisorStatus.values()) {
            Product.forEach(beside(facts, phase.name()), this::check);
        }
        return this;
    }

    private static Class<?> beside(Class<?> facts, String name) {
        try {
            return Class.forName(facts.getPackageName() + "." + name);
        } catch (ClassNotFoundException wrong) {
            throw new LinkageError(wrong.getMessage(), wrong);
        }
    }

    @SuppressWarnings("unchecked")
    private void check(Object input) {
        var facts = (F) input;
        var verdict = rules.apply(facts);
        inputs++;
        reasons.add(verdict.reason());
        for (var invariant : invariants) {
            if (!invariant.holds.test(facts, verdict)) {
                breaches.computeIfAbsent(invariant.sentence, _ -> facts + "\n-> " + verdict);
            }
        }
        if (verdict.sort() == Verdict.Sort.GO) {
            var edge = facts.getClass().getSimpleName() + " --> " + verdict.next();
            edges.computeIfAbsent(edge, _ -> new TreeSet<>()).add(verdict.reason());
        }
    }

    /** One test for each invariant. */
    public Stream<DynamicTest> tests() {
        return invariants.stream()
                .map(
                        one ->
                                DynamicTest.dynamicTest(
                                        one.sentence,
                                        () -> {
                                            var breach = breaches.get(one.sentence);
                                            if (breach != null) throw new AssertionError(breach);
                                        }));
    }

    public Map<String, Set<R>> edges() {
        return edges;
    }

    /** The reasons that some input leads to. */
    public Set<R> reasons() {
        return reasons;
    }

    public long inputs() {
        return inputs;
    }
}
