/** Who runs and when: the election, the queues, the timers. */
@NullMarked
package com.nextbreakpoint.flink.kube.run;

import org.jspecify.annotations.NullMarked;
