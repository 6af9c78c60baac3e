/** Tests of the objects that we create. */
@NullMarked
package com.nextbreakpoint.flink.core.desired;

import org.jspecify.annotations.NullMarked;
