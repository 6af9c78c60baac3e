/**
 * The storage probe: a program that a JobManager runs like a job's, but which starts none. It looks
 * into the storage with Flink's own file systems, and its answer is the message of the exception
 * that it ends with, which is all that Flink passes on of a program.
 */
@NullMarked
package com.nextbreakpoint.flink.probe;

import org.jspecify.annotations.NullMarked;
