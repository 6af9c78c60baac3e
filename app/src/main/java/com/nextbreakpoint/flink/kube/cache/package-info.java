/** What Kubernetes has, never older than our own writes. */
@NullMarked
package com.nextbreakpoint.flink.kube.cache;

import org.jspecify.annotations.NullMarked;
