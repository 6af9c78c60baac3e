package com.nextbreakpoint.flink.core;

import com.google.errorprone.annotations.Immutable;
import java.util.Locale;

/**
 * Why an object is where it is, in the sentence that users see in the condition, the Event and the
 * log. The names of the constants are the conditions' reasons.
 */
public interface Reason {
    String name();

    Words words();

    /**
     * What is said of it.
     *
     * @param sentence with {@code %s} where details belong
     * @param cause what brings it about; empty where the sentence says it all
     * @param cure what users can do; empty where nothing is to be done
     */
    @Immutable
    record Words(Weight weight, String sentence, String cause, String cure) {}

    /** What the reason means to those who wait for the object. */
    enum Weight {
        /** What was asked for is reached. */
        REACHED,
        /** It is being worked on. */
        WORKING,
        /** It needs somebody's help, or what it waits for is not in our hands. */
        STALLED
    }

    default Weight weight() {
        return words().weight();
    }

    default String sentence() {
        return words().sentence();
    }

    default String message(String detail) {
        return sentence().contains("%s")
                ? sentence().formatted(detail)
                : detail.isEmpty() ? sentence() : sentence() + ": " + detail;
    }

    /** The condition's reason in Kubernetes' usual form: WAITING_FOR_SLOTS is WaitingForSlots. */
    default String camelCase() {
        var words = new StringBuilder();
        for (var word : name().split("_", -1)) {
            words.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return words.toString();
    }
}
