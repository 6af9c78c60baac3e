@NullMarked
package com.nextbreakpoint.flink.kube.client;

import org.jspecify.annotations.NullMarked;
