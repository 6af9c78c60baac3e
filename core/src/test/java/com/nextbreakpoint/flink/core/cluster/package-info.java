/** Tests of what is decided about clusters. */
@NullMarked
package com.nextbreakpoint.flink.core.cluster;

import org.jspecify.annotations.NullMarked;
