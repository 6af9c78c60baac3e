/** What of the package kube needs no API server. */
@NullMarked
package com.nextbreakpoint.flink.kube;

import org.jspecify.annotations.NullMarked;
