package com.nextbreakpoint.flink.core;

import java.lang.ref.WeakReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a pure function made of immutable arguments. It holds no argument alive, and
 * forgets whenever it likes: what is forgotten is computed again. Threads may overwrite each
 * other's entries; an entry is immutable, so each of them is right.
 */
final class Memo<K, V> {
    private static final int PLACES = 1024;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final @Nullable Entry<K, V>[] places = new Entry[PLACES];

    private record Entry<K, V>(WeakReference<K> key, V value) {}

    V get(K key, Function<K, V> function) {
        int place = key.hashCode() & (PLACES - 1);
        var known = places[place];
        if (known != null && isOf(known, key)) return known.value;
        var value = function.apply(key);
        places[place] = new Entry<>(new WeakReference<>(key), value);
        return value;
    }

    /** An equal one as well: many clusters may be made of one file. */
    private static <K, V> boolean isOf(Entry<K, V> entry, K key) {
        return entry.key.refersTo(key) || key.equals(entry.key.get());
    }
}
