package com.nextbreakpoint.flink.testjobs;

import java.time.Duration;

/** What a test can ask of the job. */
enum Mode {
    /** Counts, for ever or up to --limit. */
    VERIFY {
        @Override
        void run(Options options) throws Exception {
            new Count(options).execute();
        }
    },

    /** Counts up to 100, or up to a --limit below that, and is finished. */
    BOUNDED {
        @Override
        void run(Options options) throws Exception {
            new Count(options).upTo(100).execute();
        }
    },

    /**
     * Counts with state under other names: a savepoint of the other modes fits only with
     * allowNonRestoredState.
     */
    RENAMED {
        @Override
        void run(Options options) throws Exception {
            new Count(options).named("renamed-").execute();
        }
    },

    /** One operator throws while it starts, every time. */
    FAILSTART {
        @Override
        void run(Options options) throws Exception {
            new Count(options).with(new FailAtStart(options.message())).execute();
        }
    },

    /** Throws at number --after and at all that follow, also after a restart. */
    FAILAFTER {
        @Override
        void run(Options options) throws Exception {
            new Count(options).with(new FailAfter(options.after(), options.message())).execute();
        }
    },

    /** Every snapshot, of checkpoints and savepoints, takes --delay. */
    SLOWCP {
        @Override
        void run(Options options) throws Exception {
            new Count(options).with(new OnSnapshot(options.delay(), null)).execute();
        }
    },

    /** Every snapshot, of checkpoints and savepoints, takes --delay and then throws. */
    FAILCP {
        @Override
        void run(Options options) throws Exception {
            new Count(options).with(new OnSnapshot(options.delay(), options.message())).execute();
        }
    },

    /** main() throws an exception. */
    THROW {
        @Override
        void run(Options options) {
            throw new IllegalStateException(options.message());
        }
    },

    /** main() throws an Error. */
    ERROR {
        @Override
        void run(Options options) {
            throw new NoClassDefFoundError(options.message());
        }
    },

    /** main() ends without a job. */
    NOEXEC {
        @Override
        void run(Options options) {}
    },

    /**
     * main() starts two jobs from one environment, which Flink refuses while the first one runs.
     */
    MULTI {
        @Override
        void run(Options options) throws Exception {
            var environment = Count.environment(options);
            new Count(options).executeIn(environment);
            new Count(options).executeIn(environment);
        }
    },

    /**
     * main() starts two jobs from two environments, which Flink lets run, both, unless their id is
     * given.
     */
    MULTIENV {
        @Override
        void run(Options options) throws Exception {
            new Count(options).execute();
            new Count(options).execute();
        }
    },

    /** main() takes --delay before it starts the job. */
    SLOWMAIN {
        @Override
        void run(Options options) throws Exception {
            Thread.sleep(options.delay().toMillis());
            new Count(options).execute();
        }
    },

    /** main() takes --delay after it started the job. */
    SLOWEND {
        @Override
        void run(Options options) throws Exception {
            new Count(options).execute();
            Thread.sleep(options.delay().toMillis());
        }
    },

    /**
     * The process where main() runs, the JobManager's, ends itself --delay after the job was
     * submitted.
     */
    KILLJM {
        @Override
        void run(Options options) throws Exception {
            new Count(options).execute();
            haltAfter(options.delay());
        }
    };

    abstract void run(Options options) throws Exception;

    private static void haltAfter(Duration delay) {
        var thread =
                new Thread(
                        () -> {
                            try {
                                Thread.sleep(delay.toMillis());
                            } catch (InterruptedException e) {
                                return;
                            }
                            Runtime.getRuntime().halt(1);
                        });
        thread.setDaemon(true);
        thread.start();
    }
}
