package com.nextbreakpoint.flink.core.deployment;

import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child;
import org.jspecify.annotations.Nullable;

/**
 * One child beside what the deployment wants of it.
 *
 * @param detail why it is in this state, in one line, "" where the state says all
 * @param apply makes it as it should be; null where nothing is to be applied
 * @param live null while it does not exist
 */
record ChildView(
        Kind kind,
        String name,
        Child state,
        String detail,
        @Nullable Action apply,
        @Nullable Meta live) {
    /** As users call it, with why it is in this state. */
    String sentence() {
        var object = kind + " " + name;
        return detail.isEmpty() ? object : object + ": " + detail;
    }
}
