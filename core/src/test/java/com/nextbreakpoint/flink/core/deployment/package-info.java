/** Tests of the deployment's machine. */
@NullMarked
package com.nextbreakpoint.flink.core.deployment;

import org.jspecify.annotations.NullMarked;
