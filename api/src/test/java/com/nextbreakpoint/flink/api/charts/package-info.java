/**
 * Writes the custom resource definitions and their reference from the records, and checks that they
 * and the charts around them are up to date.
 */
@NullMarked
package com.nextbreakpoint.flink.api.charts;

import org.jspecify.annotations.NullMarked;
