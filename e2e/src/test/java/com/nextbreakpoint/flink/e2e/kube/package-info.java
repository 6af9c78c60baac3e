/** The package kube on a real API server. */
@NullMarked
package com.nextbreakpoint.flink.e2e.kube;

import org.jspecify.annotations.NullMarked;
