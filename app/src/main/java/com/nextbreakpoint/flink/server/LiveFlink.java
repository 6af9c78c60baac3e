package com.nextbreakpoint.flink.server;

import com.fasterxml.jackson.databind.JsonNode;

/** The Flink of each cluster, asked at the moment of the call. */
public interface LiveFlink {
    /** The calls of one request; {@link ApiProblem} where no JobManager runs. */
    Session open(String cluster);

    /** Calls that end within 5 seconds together. */
    interface Session {
        /**
         * One GET of Flink's REST API.
         *
         * @param path without a slash in front, its parts percent-encoded
         * @return Flink's own JSON; {@link ApiProblem} says why there is none
         */
        JsonNode get(String path);
    }
}
