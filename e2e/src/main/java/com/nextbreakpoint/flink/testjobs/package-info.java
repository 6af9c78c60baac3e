/**
 * Jobs that behave as a test wants, and the check that none of their results is missing or doubled.
 *
 * <p>One jar runs on Flink 1.20 and 2.x, so everything here is Java 11 and keeps to the part of
 * Flink's API that both versions share.
 */
@NullMarked
package com.nextbreakpoint.flink.testjobs;

import org.jspecify.annotations.NullMarked;
