package com.nextbreakpoint.flink.core.job;

/** What is known of the state that an attempt is to begin from. */
enum Origin {
    /** The storage has not told yet. */
    SOUGHT,
    /** It is there, and the newest; or nothing is to be restored. */
    KNOWN,
    /** The storage does not tell, and the user takes what was last read of it. */
    ASSUMED,
    /** What was read of it, or what the user names, is not there. */
    MISSING,
    /** The storage does not tell. */
    UNCERTAIN
}
