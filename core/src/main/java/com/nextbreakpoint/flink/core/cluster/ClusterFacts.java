package com.nextbreakpoint.flink.core.cluster;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Verdict;

/**
 * A cluster in one of its phases, as the rules see it: booleans and enums only, so that every input
 * can be walked. There is one record for each {@link SupervisorStatus}, of the same name.
 */
interface ClusterFacts {
    /** The first rule that matches. */
    Verdict<SupervisorStatus, ClusterMove, ClusterReason> decide();
}
