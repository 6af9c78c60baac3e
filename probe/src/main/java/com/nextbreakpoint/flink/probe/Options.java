package com.nextbreakpoint.flink.probe;

import java.util.ArrayList;
import java.util.List;

/** The arguments: {@code --deadline-ms}, {@code --nonce}, and the places in their order. */
final class Options {
    private static final long DEFAULT_DEADLINE = 8000;

    private long deadlineMillis = DEFAULT_DEADLINE;
    private String nonce = "";
    private final List<Place> places = new ArrayList<>();

    Options(String... args) {
        for (var arg : args) {
            int sign = arg.indexOf('=');
            var value = arg.substring(sign + 1);
            switch (arg.substring(0, Math.max(0, sign))) {
                case "--deadline-ms":
                    deadlineMillis = Long.parseLong(value);
                    break;
                case "--nonce":
                    nonce = value;
                    break;
                case "--directory":
                    places.add(new Place(Place.Kind.DIRECTORY, value));
                    break;
                case "--state":
                    places.add(new Place(Place.Kind.STATE, value));
                    break;
                case "--target":
                    places.add(new Place(Place.Kind.TARGET, value));
                    break;
                default:
                    throw new IllegalArgumentException("The storage probe knows no " + arg);
            }
        }
    }

    long deadlineMillis() {
        return deadlineMillis;
    }

    /** Tells this answer from all others. */
    String nonce() {
        return nonce;
    }

    List<Place> places() {
        return places;
    }
}
