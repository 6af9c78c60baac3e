/**
 * Uploads a JAR and starts one job from it, at most once however often it is tried: the job's id is
 * chosen before, and every doubt leads to a look at Flink's list. It writes nothing to Kubernetes.
 */
@NullMarked
package com.nextbreakpoint.flink.bootstrap;

import org.jspecify.annotations.NullMarked;
