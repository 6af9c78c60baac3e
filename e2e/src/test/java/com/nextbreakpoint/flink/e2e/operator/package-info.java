/** The operator's controllers on a real API server. */
@NullMarked
package com.nextbreakpoint.flink.e2e.operator;

import org.jspecify.annotations.NullMarked;
