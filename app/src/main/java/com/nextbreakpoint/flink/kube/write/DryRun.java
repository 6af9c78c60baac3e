package com.nextbreakpoint.flink.kube.write;

import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;

/**
 * Tells what would be done, for each object once until it changes. Of the objects that it told of
 * first, the eldest is forgotten.
 */
public final class DryRun {
    private static final int OBJECTS = 20_000;

    private final Map<String, List<String>> told =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, List<String>> eldest) {
                    return size() > OBJECTS;
                }
            };

    /** What a step does to an object with this status. */
    public static <T> List<String> of(Step<T> step, T status) {
        var would = new ArrayList<String>();
        if (!step.status().equals(status)) {
            would.add("write its status");
        }
        step.told().forEach(notice -> would.add("say: " + notice.message()));
        would.addAll(of(step.actions()));
        return List.copyOf(would);
    }

    public static List<String> of(List<Action> actions) {
        return actions.stream().map(Action::key).toList();
    }

    /**
     * Tells it, unless it is what was told last of the object under this log.
     *
     * @param subject how the object is called
     */
    public synchronized void tell(Logger log, Meta object, String subject, List<String> would) {
        var key = String.join(" ", log.getName(), subject, object.uid());
        if (!would.equals(told.put(key, would))) {
            would.forEach(line -> log.info("Dry run, {} would {}", subject, line));
        }
    }

    /** Of how many it has told. */
    synchronized int size() {
        return told.size();
    }
}
