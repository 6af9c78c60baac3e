package com.nextbreakpoint.flink.server;

import org.jspecify.annotations.Nullable;

/** Decides who may ask for what. */
public interface Guard {
    /** Everybody may do everything, and nobody is known. */
    Guard OPEN = (right, token) -> "";

    /**
     * The name of the user, "" for one that is not known; {@link ApiProblem} where they may not.
     *
     * @param right null: what every user may do
     * @param token null: none was sent
     */
    String admit(@Nullable Right right, @Nullable String token);
}
