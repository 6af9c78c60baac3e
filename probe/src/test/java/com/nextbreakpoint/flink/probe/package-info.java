@NullMarked
package com.nextbreakpoint.flink.probe;

import org.jspecify.annotations.NullMarked;
