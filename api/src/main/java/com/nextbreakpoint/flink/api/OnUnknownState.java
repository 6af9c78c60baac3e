package com.nextbreakpoint.flink.api;

/** What a start does when it cannot find out which state of its job is the newest. */
public enum OnUnknownState {
    /** It waits, and says what is not known. */
    Wait,
    /** It begins from the newest state that was read, although a newer one may be there. */
    RestoreKnown
}
