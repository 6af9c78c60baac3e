/** Tests on a real Kubernetes; its kubeconfig is the system property {@code e2e.kubeconfig}. */
@NullMarked
package com.nextbreakpoint.flink.e2e;

import org.jspecify.annotations.NullMarked;
