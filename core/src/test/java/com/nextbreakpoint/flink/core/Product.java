package com.nextbreakpoint.flink.core;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Every value of a record whose components are booleans, enums and records of such. */
@NullUnmarked
public final class Product {
    private Product() {}

    public static <T> void forEach(Class<T> type, Consumer<T> visit) {
        var components = type.getRecordComponents();
        var values = Arrays.stream(components).map(Product::values).toArray(Object[][]::new);
        var constructor = constructor(type, components);
        var index = new int[values.length];
        var arguments = new Object[values.length];
        do {
            for (int i = 0; i < values.length; i++) arguments[i] = values[i][index[i]];
            visit.accept(make(constructor, arguments));
        } while (advance(index, values));
    }

    private static boolean advance(int[] index, Object[][] values) {
        for (int i = 0; i < index.length; i++) {
            if (++index[i] < values[i].length) return true;
            index[i] = 0;
        }
        return false;
    }

    private static Object[] values(RecordComponent component) {
        var all = new ArrayList<Object>(values(component.getType()));
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) all.add(null);
        return all.toArray();
    }

    private static List<?> values(Class<?> type) {
        if (type == boolean.class) return List.of(false, true);
        if (type.isEnum()) return List.of(type.getEnumConstants());
        if (!type.isRecord()) throw new AssertionError("not finite: " + type);
        var all = new ArrayList<Object>();
        forEach(type, all::add);
        return all;
    }

    private static <T> Constructor<T> constructor(Class<T> type, RecordComponent[] components) {
        try {
            var types = Arrays.stream(components).map(RecordComponent::getType);
            var constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException wrong) {
            throw new LinkageError(wrong.getMessage(), wrong);
        }
    }

    private static <T> T make(Constructor<T> constructor, Object[] arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException wrong) {
            throw new LinkageError(wrong.getMessage(), wrong);
        }
    }
}
