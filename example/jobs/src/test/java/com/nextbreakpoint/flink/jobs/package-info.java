/** Tests of the demo jobs: the parts alone, and whole pipelines in a Flink inside the test. */
@NullMarked
package com.nextbreakpoint.flink.jobs;

import org.jspecify.annotations.NullMarked;
