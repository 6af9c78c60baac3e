/** How the API server is reached: the client, plain requests, watches, what failed. */
@NullMarked
package com.nextbreakpoint.flink.kube.client;

import org.jspecify.annotations.NullMarked;
