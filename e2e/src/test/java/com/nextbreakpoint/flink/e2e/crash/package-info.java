/**
 * The whole operator in process on a real API server, with fake Flinks and without a kubelet: it is
 * ended at every effect, and everything around it misbehaves.
 */
@NullMarked
package com.nextbreakpoint.flink.e2e.crash;

import org.jspecify.annotations.NullMarked;
