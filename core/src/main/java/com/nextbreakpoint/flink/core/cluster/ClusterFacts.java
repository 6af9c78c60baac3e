package com.nextbreakpoint.flink.core.cluster;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Verdict;

/**
 * All that the rules of one phase look at, with these rules: booleans and enums only, so that every
 * input can be walked.
 */
sealed interface ClusterFacts permits Unknown, Starting, Started, Stopping, Stopped, Terminated {
    /** What happens; the first rule that matches wins. */
    Verdict<SupervisorStatus, ClusterMove, ClusterReason> decide();
}
