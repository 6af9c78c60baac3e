/** Tests of the vocabulary, and the specs that tests share. */
@NullMarked
package com.nextbreakpoint.flink.core;

import org.jspecify.annotations.NullMarked;
