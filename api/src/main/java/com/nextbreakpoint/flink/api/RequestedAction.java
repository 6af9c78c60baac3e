package com.nextbreakpoint.flink.api;

/**
 * What a user asks for with the annotation {@code operator.nextbreakpoint.com/requested-action}.
 */
public enum RequestedAction {
    NONE,
    START,
    STOP,
    TRIGGER_SAVEPOINT,
    FORGET_SAVEPOINT
}
