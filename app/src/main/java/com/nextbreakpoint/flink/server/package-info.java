/** What the server processes answer over HTTP: the control interface and the monitoring. */
@NullMarked
package com.nextbreakpoint.flink.server;

import org.jspecify.annotations.NullMarked;
