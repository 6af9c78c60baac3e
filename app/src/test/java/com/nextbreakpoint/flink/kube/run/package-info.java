@NullMarked
package com.nextbreakpoint.flink.kube.run;

import org.jspecify.annotations.NullMarked;
