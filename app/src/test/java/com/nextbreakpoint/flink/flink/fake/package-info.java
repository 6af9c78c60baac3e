/**
 * A stand-in for a JobManager at the level of HTTP: it keeps jobs, triggers and JARs, answers word
 * for word like Flink 1.20 or 2.3 where we depend on the words, and misbehaves when told to.
 */
@NullMarked
package com.nextbreakpoint.flink.flink.fake;

import org.jspecify.annotations.NullMarked;
