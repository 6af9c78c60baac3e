/**
 * Writes the custom resource definitions and their reference from the records, and checks that the
 * files of the project are up to date.
 */
@NullMarked
package com.nextbreakpoint.flink.api.crd;

import org.jspecify.annotations.NullMarked;
