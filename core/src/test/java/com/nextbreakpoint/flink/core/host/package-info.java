/** Tests of who supervises. */
@NullMarked
package com.nextbreakpoint.flink.core.host;

import org.jspecify.annotations.NullMarked;
