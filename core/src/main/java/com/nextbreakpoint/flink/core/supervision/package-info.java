/**
 * One step of a cluster with all its jobs, on one snapshot: the cluster's machine, then each job's.
 */
@NullMarked
package com.nextbreakpoint.flink.core.supervision;

import org.jspecify.annotations.NullMarked;
