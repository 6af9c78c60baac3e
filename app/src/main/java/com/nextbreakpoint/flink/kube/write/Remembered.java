package com.nextbreakpoint.flink.kube.write;

import com.nextbreakpoint.flink.core.Meta;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Something of each object, by its name; another object of the same name inherits nothing. */
public final class Remembered<T> {
    private final Map<String, Entry<T>> byName = new ConcurrentHashMap<>();

    private record Entry<T>(String uid, T value) {}

    public Optional<T> of(Meta object) {
        return value(byName.get(object.name()), object);
    }

    /** Returns what was remembered of this very object before. */
    public Optional<T> put(Meta object, T value) {
        return value(byName.put(object.name(), new Entry<>(object.uid(), value)), object);
    }

    /** There is no object of that name any more. */
    public void forget(String name) {
        byName.remove(name);
    }

    private static <T> Optional<T> value(@Nullable Entry<T> entry, Meta object) {
        return Optional.ofNullable(entry)
                .filter(known -> known.uid.equals(object.uid()))
                .map(Entry::value);
    }
}
