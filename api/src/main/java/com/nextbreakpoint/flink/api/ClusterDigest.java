package com.nextbreakpoint.flink.api;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * The digests of a cluster's sections: 24 characters each, empty before the first look.
 *
 * @param runtime digest of the section runtime
 * @param jobManager digest of the section jobManager
 * @param taskManager digest of the section taskManager
 * @param supervisor digest of the section supervisor
 */
@RecordBuilder
public record ClusterDigest(
        String runtime, String jobManager, String taskManager, String supervisor)
        implements ClusterDigestBuilder.With {
    public static final ClusterDigest NONE = new ClusterDigest("", "", "", "");

    public ClusterDigest {
        runtime = Fill.or(runtime, "");
        jobManager = Fill.or(jobManager, "");
        taskManager = Fill.or(taskManager, "");
        supervisor = Fill.or(supervisor, "");
    }
}
