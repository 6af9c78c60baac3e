/**
 * The only package that talks to Flink: its REST API as calls that answer with values, the poller
 * that keeps one cluster's view, and the hands that perform what was decided. Silence and nonsense
 * are {@link com.nextbreakpoint.flink.flink.FlinkUnavailable}, a plain no is {@link
 * com.nextbreakpoint.flink.flink.FlinkRefused}.
 */
@NullMarked
package com.nextbreakpoint.flink.flink;

import org.jspecify.annotations.NullMarked;
