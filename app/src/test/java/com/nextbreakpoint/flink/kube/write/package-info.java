@NullMarked
package com.nextbreakpoint.flink.kube.write;

import org.jspecify.annotations.NullMarked;
