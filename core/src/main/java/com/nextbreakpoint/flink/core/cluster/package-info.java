/**
 * The machine of one cluster: its JobManager, its TaskManagers and its Service. It waits for the
 * jobs before it stops anything, and never decides about them.
 */
@NullMarked
package com.nextbreakpoint.flink.core.cluster;

import org.jspecify.annotations.NullMarked;
