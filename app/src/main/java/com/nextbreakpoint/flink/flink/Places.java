package com.nextbreakpoint.flink.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nextbreakpoint.flink.core.StorageAnswer;
import com.nextbreakpoint.flink.core.StorageAnswer.Stored;
import com.nextbreakpoint.flink.core.StorageQuestion;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The places of a question in the order in which the storage probe numbers them. */
record Places(List<String> arguments, List<String> paths) {
    private static final String UNTOLD = "the answer says nothing of it";

    static Places of(StorageQuestion question) {
        var arguments = new ArrayList<String>();
        var paths = new ArrayList<String>();
        add("--directory=", question.directories(), arguments, paths);
        add("--state=", question.states(), arguments, paths);
        add("--target=", question.targets(), arguments, paths);
        return new Places(List.copyOf(arguments), List.copyOf(paths));
    }

    private static void add(
            String option, Collection<String> added, List<String> arguments, List<String> paths) {
        for (var path : added) {
            arguments.add(option + path);
            paths.add(path);
        }
    }

    /** Nothing is known of any place. */
    StorageAnswer unknown(String why) {
        var problems = new HashMap<String, String>();
        paths.forEach(path -> problems.put(path, RootCause.cut(why)));
        return new StorageAnswer(Map.of(), problems);
    }

    /** Empty where the text does not hold the answer that was marked so. */
    Optional<StorageAnswer> parse(String nonce, String text) {
        var marked = Pattern.compile("\\[storage-probe " + nonce + " ([\\w=-]*) ]").matcher(text);
        if (!marked.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    read(new String(Base64.getUrlDecoder().decode(marked.group(1)), UTF_8)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException nonsense) {
            return Optional.empty();
        }
    }

    /** See the probe's Answer: found PLACE ID MILLIS PATH, done PLACE, problem PLACE WHY. */
    private StorageAnswer read(String text) {
        var found = new HashMap<String, List<Stored>>();
        var problems = new HashMap<String, String>();
        var told = new ArrayList<Integer>();
        for (var line : text.lines().toList()) {
            var words = line.split(" ", -1);
            int number = Integer.parseInt(words[1]);
            var place = paths.get(number);
            var known = found.computeIfAbsent(place, _ -> new ArrayList<>());
            switch (words[0]) {
                case "found" -> known.add(stored(words));
                case "done" -> told.add(number);
                default -> {
                    told.add(number);
                    problems.put(place, RootCause.cut(line.split(" ", 3)[2]));
                }
            }
        }
        for (int number = 0; number < paths.size(); number++) {
            if (!told.contains(number)) {
                problems.put(paths.get(number), UNTOLD);
            }
        }
        // The same path may be asked for in two ways: what is wrong in one is wrong with it.
        found.keySet().removeAll(problems.keySet());
        found.replaceAll((_, all) -> List.copyOf(all));
        return new StorageAnswer(found, problems);
    }

    private static Stored stored(String[] words) {
        return new Stored(
                Long.parseLong(words[2]),
                URLDecoder.decode(words[4], UTF_8),
                Instant.ofEpochMilli(Long.parseLong(words[3])));
    }
}
