/**
 * The machine of one job: what is seen becomes facts, the rules decide on the facts, and the
 * verdict becomes a status and actions.
 */
@NullMarked
package com.nextbreakpoint.flink.core.job;

import org.jspecify.annotations.NullMarked;
