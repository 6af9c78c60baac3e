package com.nextbreakpoint.flink.core;

/**
 * What users want of an object.
 *
 * @param request the requested action, as far as it is
 * @param running the wish: what was last asked for, running or stopped
 */
public record Asked(boolean deleted, Request request, boolean running) {}
