package com.nextbreakpoint.flink.architecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the program carries out which rule: a comment that begins with a rule's name stands before
 * the statement, the case or the method, and holds to its end.
 */
final class RulePlaces {
    private static final String NAME = "[A-Z]\\d\\.[a-z0-9-]+";
    private static final Pattern NAMES =
            Pattern.compile("(?m)^ *// (%1$s(?:, %1$s)*)(?::.*)?$".formatted(NAME));
    private static final Pattern COMMENT = Pattern.compile("(?m)^ *//.*$");
    private static final Pattern LIKE_A_NAME = Pattern.compile("\\b[A-Z]\\d+\\.[\\w-]+");

    /** Where a verdict is given, every branch belongs to a rule. */
    private static final Pattern DECIDING =
            Pattern.compile(".*/core/(job|cluster|deployment|host)/\\w+\\.java");

    private static final Pattern METHOD =
            Pattern.compile(
                    "(?ms)^    (?! )[^\\n(=*]*Verdict<[^(]*>\\s+\\w+\\([^;{]*\\{.*?^    }$");
    private static final Pattern BRANCH =
            Pattern.compile(
                    "moves\\.(add\\()|(?:\\breturn|\\byield|->)\\s++(?!switch|\\{)([^;]*);");

    /** A verdict, or what another file has decided; moves are named where they are collected. */
    private static final Pattern VERDICT =
            Pattern.compile(
                    "\\b(go|mark|act|stay)\\((?!moves)|\\b[A-Z]\\w*\\.[a-z]\\w*\\(|^(?!null)[a-z]\\w*(\\.\\w+\\(\\))?$");

    private RulePlaces() {}

    /** The files that carry out each rule. */
    static Map<String, Set<Path>> places() {
        var places = new TreeMap<String, Set<Path>>();
        for (var file : Sources.mains()) {
            Sources.find(NAMES, Sources.read(file))
                    .flatMap(comment -> Sources.find(LIKE_A_NAME, comment.group(1)))
                    .map(MatchResult::group)
                    .forEach(
                            rule ->
                                    places.computeIfAbsent(rule, _ -> new LinkedHashSet<>())
                                            .add(file));
        }
        return places;
    }

    /** All that looks like a rule's name in comments. */
    static Set<String> mentioned() {
        return Sources.mains().stream()
                .flatMap(file -> Sources.find(COMMENT, Sources.read(file)))
                .flatMap(comment -> Sources.find(LIKE_A_NAME, comment.group()))
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    /** The branches that give a verdict under no rule's name, or under one within another's. */
    static List<String> unnamed() {
        return Sources.mains().stream()
                .filter(file -> DECIDING.matcher(file.toString()).matches())
                .flatMap(RulePlaces::unnamed)
                .toList();
    }

    private static Stream<String> unnamed(Path file) {
        var text = Sources.read(file);
        var wrong = new ArrayList<Integer>();
        var named = named(text, wrong);
        Sources.find(METHOD, text)
                .forEach(
                        method ->
                                Sources.find(BRANCH, method.group())
                                        .filter(RulePlaces::givesVerdict)
                                        .map(branch -> method.start() + branch.start())
                                        .filter(start -> !named.get(start))
                                        .forEach(wrong::add));
        return wrong.stream().map(at -> Sources.PROJECT.relativize(file) + ":" + line(text, at));
    }

    private static boolean givesVerdict(MatchResult branch) {
        return branch.group(1) != null || VERDICT.matcher(branch.group(2)).find();
    }

    /**
     * What stands under a name; a name that does is wrong, as it is not clear which of them holds.
     */
    private static BitSet named(String text, List<Integer> wrong) {
        var named = new BitSet();
        Sources.find(NAMES, text)
                .forEach(
                        comment -> {
                            if (named.get(comment.start())) wrong.add(comment.start());
                            named.set(comment.end(), end(text, comment.end() + 1));
                        });
        return named;
    }

    /** Where the statement ends: on a line that ends as one does and closes all that it opened. */
    private static int end(String text, int start) {
        int depth = 0;
        int at = start;
        for (var line : text.substring(start).lines().toList()) {
            at += line.length() + 1;
            if (line.strip().startsWith("//")) continue;
            depth += count(line, "[({]") - count(line, "[)}]");
            if (depth < 0 || (depth == 0 && line.matches(".*[;}]"))) return at;
        }
        return at;
    }

    private static int count(String line, String brackets) {
        return (int) Sources.find(Pattern.compile(brackets), line).count();
    }

    private static long line(String text, int at) {
        return text.substring(0, at).lines().count() + 1;
    }
}
