/**
 * What users write and read: the three kinds with their specs and statuses, as records. A missing
 * field with a default is filled in by the record itself, so that no reader meets a null there.
 */
@NullMarked
package com.nextbreakpoint.flink.api;

import org.jspecify.annotations.NullMarked;
