@NullMarked
package com.nextbreakpoint.flink.bootstrap;

import org.jspecify.annotations.NullMarked;
