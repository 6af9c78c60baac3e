package com.nextbreakpoint.flink.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the custom resource definitions say beyond names and types. The descriptions are the
 * records' own comments: a component's {@code @param}, or the accessor's comment of an interface.
 */
public final class Schema {
    /** The API group of the kinds, and its version. */
    public static final String GROUP = "nextbreakpoint.com";

    public static final String VERSION = "v1";

    /** The longest time between two looks at Flink that users can ask for, in seconds. */
    public static final long LONGEST_POLLING_INTERVAL = 60;

    /** A day in seconds: the longest time-out that users can ask for. */
    public static final long DAY = 86_400;

    /** A year in seconds: the longest delay that users can ask for. */
    public static final long YEAR = 31_536_000;

    /** Flink's own upper bound of a parallelism, also of what is counted against it. */
    public static final long MAX_PARALLELISM = 32_768;

    private Schema() {}

    /** The limits of a component; what is left out is not limited. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    public @interface Field {
        boolean required() default false;

        /** The default: a word, or JSON where the component is not text. */
        String byDefault() default "";

        long min() default Long.MIN_VALUE;

        long max() default Long.MAX_VALUE;

        int minLength() default -1;

        int maxLength() default -1;

        int maxItems() default -1;

        /** The words that a string may be. */
        String[] words() default {};

        /** The property that tells the items of a list apart, which makes it a map for appliers. */
        String key() default "";
    }

    /** A rule in CEL, and the sentence that users read when it is broken. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @Repeatable(Rules.class)
    public @interface Rule {
        String value();

        String message();
    }

    /** A column of {@code kubectl get}; its type is that of the field. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @Repeatable(Columns.class)
    public @interface Column {
        String value();

        String path();

        /** 0 is always shown, 1 with {@code -o wide}. */
        int priority() default 0;
    }

    /** The scale subresource. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    public @interface Scale {
        String spec();

        String status();
    }

    /** Holds repeated rules. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    public @interface Rules {
        Rule[] value();
    }

    /** Holds repeated columns. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    public @interface Columns {
        Column[] value();
    }
}
