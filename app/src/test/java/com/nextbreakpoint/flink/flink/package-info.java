@NullMarked
package com.nextbreakpoint.flink.flink;

import org.jspecify.annotations.NullMarked;
