/** Who supervises a cluster: the operator itself, or a supervisor in a Deployment of its own. */
@NullMarked
package com.nextbreakpoint.flink.core.host;

import org.jspecify.annotations.NullMarked;
