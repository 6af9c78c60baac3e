package com.nextbreakpoint.flink.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Identities that are derived and not drawn, so that they come out alike after any crash. */
public final class Hashes {
    private static final String SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";

    /** How many hex digits of a job's id are its FlinkJob's mark. */
    public static final int JOB_MARK = 16;

    private Hashes() {}

    /**
     * The id of an attempt: 8 hex digits for the FlinkJob, 8 for the cluster, 16 for the attempt.
     * The first 16 mark every Flink job, and by its first 6 every savepoint, as this FlinkJob's.
     */
    public static String jobId(
            String namespace, String cluster, String flinkJob, String uid, int attempt) {
        // J4.id-1
        return jobMark(namespace, cluster, flinkJob) + hex(uid + "/" + attempt, 16);
    }

    /** The first 16 hex digits of all ids of a FlinkJob's attempts. */
    public static String jobMark(String namespace, String cluster, String flinkJob) {
        return hex(flinkJob, 8) + clusterMark(namespace, cluster);
    }

    /** The hex digits 8 to 15 of all job ids of a cluster. */
    public static String clusterMark(String namespace, String cluster) {
        return hex(namespace + "/" + cluster, 8);
    }

    /** A trigger id for a job's savepoint or stop; {@code request} tells its requests apart. */
    public static String triggerId(String jobId, String request) {
        return hex(jobId + "/" + request, 32);
    }

    /** A pod name's suffix in Kubernetes' alphabet, five letters. */
    public static String suffix(String text) {
        var digest = digest("SHA-256", text);
        var suffix = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            suffix.append(SUFFIX_LETTERS.charAt((digest[i] & 0xff) % SUFFIX_LETTERS.length()));
        }
        return suffix.toString();
    }

    /** The first hex digits, at most 64, of a text's SHA-256. */
    public static String hex(String text, int digits) {
        return HexFormat.of().formatHex(digest("SHA-256", text)).substring(0, digits);
    }

    static byte[] digest(String algorithm, String text) {
        try {
            return MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java runtime lacks " + algorithm, missing);
        }
    }
}
