/**
 * The operator that users get, with hundreds of clusters: a real API server, and everything else
 * around it simulated in this process. {@code dev/bench.sh} runs it.
 */
@NullMarked
package com.nextbreakpoint.flink.e2e.bench;

import org.jspecify.annotations.NullMarked;
