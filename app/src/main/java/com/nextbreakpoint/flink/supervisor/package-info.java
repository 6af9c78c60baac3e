/**
 * The supervisor of clusters with their jobs, the same code inside the operator and in a process of
 * its own: observe, decide, write the statuses, act.
 */
@NullMarked
package com.nextbreakpoint.flink.supervisor;

import org.jspecify.annotations.NullMarked;
