package com.nextbreakpoint.flink.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * What is known by now of each place. As a text it has one line for each finding, {@code found
 * PLACE ID MILLIS PATH}, and one for each place at its end, {@code done PLACE} or {@code problem
 * PLACE WHY}. Places are numbered in the order of the arguments.
 */
public final class Answer {
    private static final String SENTENCE =
            "This is the answer of the toolbox's storage probe, not an error,"
                    + " and neither is what JarRunHandler says of it: ";
    private static final int LONGEST_TEXT = 64 << 10;
    private static final int LONGEST_PROBLEM = 300;

    private final String[] byPlace;
    private int room;
    private boolean ended;

    public Answer(int places) {
        byPlace = new String[places];
        // Whatever happens, there is room for what is wrong with each place.
        room = LONGEST_TEXT - places * (LONGEST_PROBLEM + 20);
        Arrays.fill(byPlace, "");
    }

    /** The place was looked at: these are there, the newest first. */
    public synchronized void found(int place, List<Found> all) {
        var text = new StringBuilder();
        for (var one : all) {
            text.append("found ").append(place).append(' ').append(one.id()).append(' ');
            text.append(one.millis()).append(' ').append(coded(one.path())).append('\n');
        }
        if (text.length() > room) {
            problem(place, "there is too much in it to tell: " + all.size() + " savepoints");
            return;
        }
        room -= text.length();
        conclude(place, text + "done " + place + "\n");
    }

    /** The place could not be looked at. */
    public synchronized void problem(int place, String why) {
        var line = why.strip().replaceAll("\\s+", " ");
        if (line.length() > LONGEST_PROBLEM) {
            line = line.substring(0, LONGEST_PROBLEM);
        }
        conclude(place, "problem " + place + " " + line + "\n");
    }

    /** What is found later is told no more. */
    synchronized void end(String otherwise) {
        for (int place = 0; place < byPlace.length; place++) {
            if (byPlace[place].isEmpty()) {
                problem(place, otherwise);
            }
        }
        ended = true;
    }

    private void conclude(int place, String text) {
        if (!ended) {
            byPlace[place] = text;
        }
    }

    private static String coded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /**
     * The answer between two marks and without a break, so that it is found whole wherever stack
     * traces and JSON take it.
     */
    public synchronized String marked(String nonce) {
        var text = String.join("", byPlace).getBytes(UTF_8);
        var coded = Base64.getUrlEncoder().encodeToString(text);
        return SENTENCE + "[storage-probe " + nonce + " " + coded + " ]";
    }
}
