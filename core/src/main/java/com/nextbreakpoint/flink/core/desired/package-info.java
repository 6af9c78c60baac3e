/**
 * The Kubernetes objects that we create, each a function of its arguments: the same arguments give
 * the same object, whenever and wherever they are evaluated.
 */
@NullMarked
package com.nextbreakpoint.flink.core.desired;

import org.jspecify.annotations.NullMarked;
