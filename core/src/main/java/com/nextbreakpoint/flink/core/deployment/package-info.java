/**
 * One step of a FlinkDeployment: its FlinkCluster and FlinkJobs exist, are as it says, and are
 * taken away with it.
 */
@NullMarked
package com.nextbreakpoint.flink.core.deployment;

import org.jspecify.annotations.NullMarked;
