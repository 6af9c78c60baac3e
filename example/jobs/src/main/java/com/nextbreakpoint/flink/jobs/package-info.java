/**
 * The demo: streaming jobs over a generated stream of sensor readings.
 *
 * <p>One jar runs on Flink 1.20 and 2.x, so everything here is Java 11 and keeps to the part of
 * Flink's API that both versions share.
 */
@NullMarked
package com.nextbreakpoint.flink.jobs;

import org.jspecify.annotations.NullMarked;
