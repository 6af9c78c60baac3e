/** What of the package supervisor needs no API server. */
@NullMarked
package com.nextbreakpoint.flink.supervisor;

import org.jspecify.annotations.NullMarked;
