package com.nextbreakpoint.flink.flink.fake;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which requests are not answered properly. */
final class Rules {
    private final List<Rule> rules = new CopyOnWriteArrayList<>();

    private record Rule(Pattern request, Misbehaviour misbehaviour, boolean lasting) {}

    void add(String request, Misbehaviour misbehaviour, boolean lasting) {
        rules.add(new Rule(Pattern.compile(request), misbehaviour, lasting));
    }

    void clear() {
        rules.clear();
    }

    @Nullable Misbehaviour of(String request) {
        var first = rules.stream().filter(rule -> rule.request.matcher(request).find()).findFirst();
        return first.filter(rule -> rule.lasting || rules.remove(rule))
                .map(Rule::misbehaviour)
                .orElse(null);
    }
}
