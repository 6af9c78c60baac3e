/**
 * What the operator alone does: FlinkDeployments with their children, and the question who
 * supervises each cluster. All deciding is in core; this observes, writes and acts.
 */
@NullMarked
package com.nextbreakpoint.flink.operator;

import org.jspecify.annotations.NullMarked;
