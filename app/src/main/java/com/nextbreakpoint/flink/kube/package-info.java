/**
 * The only package that talks to Kubernetes: what is known of it (stores fed by watches and by our
 * own writes), what is done to it (hands, the status writer, Events), who may do it (leadership),
 * and the queue that decides when to look.
 */
@NullMarked
package com.nextbreakpoint.flink.kube;

import org.jspecify.annotations.NullMarked;
