/** The manual, tried command by command. */
@NullMarked
package com.nextbreakpoint.flink.e2e.manual;

import org.jspecify.annotations.NullMarked;
