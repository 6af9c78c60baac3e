/** Tests of what is decided about jobs. */
@NullMarked
package com.nextbreakpoint.flink.core.job;

import org.jspecify.annotations.NullMarked;
