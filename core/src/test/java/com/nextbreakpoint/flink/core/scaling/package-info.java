/** Tests of the numbers. */
@NullMarked
package com.nextbreakpoint.flink.core.scaling;

import org.jspecify.annotations.NullMarked;
