/**
 * The vocabulary of deciding: what is observed, what is to be done, and how things are named. All
 * of it is data; nothing in this module reads a clock, calls a network or keeps state.
 */
@NullMarked
package com.nextbreakpoint.flink.core;

import org.jspecify.annotations.NullMarked;
