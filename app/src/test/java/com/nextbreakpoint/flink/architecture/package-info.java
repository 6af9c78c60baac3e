/** The rules of the house, held against all code of the project. */
@NullMarked
package com.nextbreakpoint.flink.architecture;

import org.jspecify.annotations.NullMarked;
