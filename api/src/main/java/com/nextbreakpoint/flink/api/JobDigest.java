package com.nextbreakpoint.flink.api;

/**
 * The digests of a job's sections: 24 characters each, empty before the first look.
 *
 * @param bootstrap digest of the section bootstrap
 * @param savepoint digest of the section savepoint
 * @param restart digest of the section restart
 */
public record JobDigest(String bootstrap, String savepoint, String restart) {
    public static final JobDigest NONE = new JobDigest("", "", "");

    public JobDigest {
        bootstrap = Fill.or(bootstrap, "");
        savepoint = Fill.or(savepoint, "");
        restart = Fill.or(restart, "");
    }
}
