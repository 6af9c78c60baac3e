package com.nextbreakpoint.flink.core;

import java.util.Set;

/**
 * What a start needs to know of the storage. A JobManager looks, with its own file systems.
 *
 * @param occasion what it is asked for; for another occasion the same places are looked at again
 * @param directories whose complete checkpoints and savepoints are wanted, those that lie directly
 *     in them
 * @param states single checkpoints or savepoints, as users name them: is it there, and complete
 * @param targets directories of savepoints: can they be written
 */
public record StorageQuestion(
        String occasion, Set<String> directories, Set<String> states, Set<String> targets) {
    public StorageQuestion {
        directories = Set.copyOf(directories);
        states = Set.copyOf(states);
        targets = Set.copyOf(targets);
    }

    /** Whether there is nothing to look at. */
    public boolean isEmpty() {
        return directories.isEmpty() && states.isEmpty() && targets.isEmpty();
    }
}
