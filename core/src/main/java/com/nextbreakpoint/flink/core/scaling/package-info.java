/** Numbers: slots, TaskManagers, parallelism, and how long to wait. All of it is arithmetic. */
@NullMarked
package com.nextbreakpoint.flink.core.scaling;

import org.jspecify.annotations.NullMarked;
