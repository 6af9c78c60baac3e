package com.nextbreakpoint.flink.kube.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the watch delivered and, laid over it, what we know from our own writes and live reads that
 * the watch has not delivered yet. All versions come from one counter of the API server, so the
 * watch's horizon (all up to this version is delivered) tells exactly when our own knowledge is of
 * no use any more, also for an object that was created and deleted unseen.
 */
final class Overlay<T> {
    private final Map<String, Known<T>> seen = new ConcurrentSkipListMap<>();
    private final Map<String, Known<T>> own = new ConcurrentSkipListMap<>();
    private final Map<String, Set<String>> members = new ConcurrentHashMap<>();
    private final Queue<T> vanished = new ConcurrentLinkedQueue<>();
    private final LongSupplier horizon;
    private final Function<T, List<String>> groups;

    /**
     * @param groups those by which readers look for a value
     */
    Overlay(LongSupplier horizon, Function<T, List<String>> groups) {
        this.horizon = horizon;
        this.groups = groups;
    }

    /** A value at a version; null: it did not exist then. */
    private record Known<T>(@Nullable T value, long version) {}

    void seen(String name, T value, long version) {
        var former = seen.put(name, new Known<>(value, version));
        join(name, value);
        leave(name, former);
    }

    /** The watch told of its deletion, or a list had it no more. */
    void gone(String name) {
        leave(name, seen.remove(name));
    }

    /** The watch told of its deletion at this version, perhaps before the horizon moved. */
    void goneAt(String name, long version) {
        var known = own.get(name);
        if (known != null && known.version <= version && own.remove(name, known)) {
            leave(name, known);
        }
    }

    /** The answer to a write or a live read. */
    void wrote(String name, T value, long version) {
        var former = own.get(name);
        own.merge(name, new Known<>(value, version), Overlay::newer);
        join(name, value);
        leave(name, former);
        forgetDelivered();
    }

    /** A live read at this version did not find it. */
    void missed(String name, long version) {
        own.merge(name, new Known<>(null, version), Overlay::newer);
        forgetDelivered();
    }

    /** What the watch has passed is of no use, and perhaps nobody will ask for it by its name. */
    private void forgetDelivered() {
        var delivered = horizon.getAsLong();
        own.forEach(
                (name, known) -> {
                    if (known.version <= delivered && own.remove(name, known)) {
                        leave(name, known);
                        if (known.value != null && !seen.containsKey(name)) {
                            vanished.add(known.value);
                        }
                    }
                });
    }

    /** Whether this version of it, or a newer one, is known. */
    boolean knows(String name, long version) {
        return Stream.of(own, seen)
                .flatMap(known -> Stream.ofNullable(known.get(name)))
                .anyMatch(known -> known.version >= version);
    }

    /**
     * Passes on, once each, what only we knew and what is no more now that the watch has passed it:
     * no event tells of it, or one that came before the horizon moved.
     */
    void tellVanished(Consumer<T> listener) {
        forgetDelivered();
        for (var value = vanished.poll(); value != null; value = vanished.poll()) {
            listener.accept(value);
        }
    }

    Optional<T> get(String name) {
        return get(name, horizon.getAsLong());
    }

    /** What is seen is at least as new as a horizon that was read before. */
    private Optional<T> get(String name, long delivered) {
        // In this order: what is let go as delivered meanwhile is seen by then.
        var fromUs = own.get(name);
        var fromWatch = seen.get(name);
        var known =
                fromUs == null || fromUs.version <= delivered
                        ? fromWatch
                        : newer(fromWatch, fromUs);
        return known == null ? Optional.empty() : Optional.ofNullable(known.value);
    }

    /** All that exist, by name. */
    List<T> list() {
        forgetDelivered();
        var delivered = horizon.getAsLong();
        var values = new ArrayList<T>();
        for (var name : own.isEmpty() ? seen.keySet() : names()) {
            get(name, delivered).ifPresent(values::add);
        }
        return values;
    }

    /** All that exist and are in the group, by name. */
    List<T> in(String group) {
        var delivered = horizon.getAsLong();
        var values = new ArrayList<T>();
        for (var name : members.getOrDefault(group, Set.of())) {
            get(name, delivered).filter(value -> isIn(group, value)).ifPresent(values::add);
        }
        return values;
    }

    private boolean isIn(String group, T value) {
        return groups.apply(value).contains(group);
    }

    private void join(String name, T value) {
        for (var group : groups.apply(value)) {
            members.compute(
                    group,
                    (key, known) -> {
                        var names = known == null ? new ConcurrentSkipListSet<String>() : known;
                        names.add(name);
                        return names;
                    });
        }
    }

    /** The groups in which it is no more. */
    private void leave(String name, @Nullable Known<T> former) {
        if (former == null || former.value == null) return;
        for (var group : groups.apply(former.value)) {
            members.computeIfPresent(
                    group,
                    (key, names) -> {
                        if (get(name).filter(value -> isIn(group, value)).isEmpty()) {
                            names.remove(name);
                        }
                        return names.isEmpty() ? null : names;
                    });
        }
    }

    /** How many values, and names in groups, are held. */
    int size() {
        return seen.size() + own.size() + members.values().stream().mapToInt(Set::size).sum();
    }

    Set<String> names() {
        forgetDelivered();
        var names = new TreeSet<>(seen.keySet());
        names.addAll(own.keySet());
        return names;
    }

    private static <T> Known<T> newer(@Nullable Known<T> one, Known<T> other) {
        return one != null && one.version >= other.version ? Objects.requireNonNull(one) : other;
    }
}
