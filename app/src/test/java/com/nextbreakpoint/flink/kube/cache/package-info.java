@NullMarked
package com.nextbreakpoint.flink.kube.cache;

import org.jspecify.annotations.NullMarked;
