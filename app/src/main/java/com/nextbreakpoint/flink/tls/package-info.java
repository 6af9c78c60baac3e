/** Key stores and trust stores to TLS contexts, which follow their files when these change. */
@NullMarked
package com.nextbreakpoint.flink.tls;

import org.jspecify.annotations.NullMarked;
