/** What is written: statuses, effects, Events, and what was refused. */
@NullMarked
package com.nextbreakpoint.flink.kube.write;

import org.jspecify.annotations.NullMarked;
