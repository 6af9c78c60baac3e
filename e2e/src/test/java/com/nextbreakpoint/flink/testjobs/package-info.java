/** Tests of the test jobs themselves. */
@NullMarked
package com.nextbreakpoint.flink.testjobs;

import org.jspecify.annotations.NullMarked;
