package com.nextbreakpoint.flink.core;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what a pure function made of immutable arguments, by their identity. It holds no
 * argument alive, and forgets whenever it likes: what is forgotten is computed again.
 */
final class Memo<K, V> {
    private static final int PLACES = 1024;

    private final AtomicReferenceArray<@Nullable Entry<K, V>> places =
            new AtomicReferenceArray<>(PLACES);

    private record Entry<K, V>(WeakReference<K> key, V value) {}

    V get(K key, Function<K, V> function) {
        int place = System.identityHashCode(key) & (PLACES - 1);
        var known = places.get(place);
        if (known != null && known.key.refersTo(key)) return known.value;
        var value = function.apply(key);
        places.set(place, new Entry<>(new WeakReference<>(key), value));
        return value;
    }
}
