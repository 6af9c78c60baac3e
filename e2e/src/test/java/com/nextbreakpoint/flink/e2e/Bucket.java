package com.nextbreakpoint.flink.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Reads the demo's bucket of the object storage, through a port that is forwarded to it. */
final class Bucket implements AutoCloseable {
    static final String NAME = "nextbreakpoint-demo";

    private static final String ACCESS_KEY = "minioaccesskey";
    private static final String SECRET_KEY = "miniosecretkey";
    private static final String REGION = "us-east-1";
    private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
    private static final Pattern OBJECT =
            Pattern.compile("<Key>([^<]+)</Key><LastModified>([^<]+)</LastModified>");
    private static final Pattern MORE =
            Pattern.compile("<NextContinuationToken>([^<]+)</NextContinuationToken>");

    private final LocalPortForward forward =
            Toolbox.CLIENT.services().inNamespace("minio").withName("minio").portForward(9000);
    private final HttpClient http = HttpClient.newHttpClient();

    /** The contents of all objects below a folder, by their keys. */
    static Map<String, String> contents(String folder) {
        try (var bucket = new Bucket()) {
            var contents = new TreeMap<String, String>();
            for (var key : bucket.times(folder + "/").keySet()) {
                contents.put(key, bucket.get("/" + NAME + "/" + path(key), ""));
            }
            return contents;
        }
    }

    /** Whether there is an object below a location such as {@code s3p://nextbreakpoint-demo/a}. */
    static boolean holds(String location) {
        var folder = location.replaceFirst("s3.?://" + NAME + "/", "");
        return !written(folder + "/").isEmpty();
    }

    /** When each object was written whose key begins like that. */
    static Map<String, Instant> written(String prefix) {
        try (var bucket = new Bucket()) {
            return bucket.times(prefix);
        }
    }

    private Map<String, Instant> times(String prefix) {
        var times = new TreeMap<String, Instant>();
        var token = "";
        while (true) {
            var query =
                    (token.isEmpty() ? "" : "continuation-token=" + encoded(token) + "&")
                            + "list-type=2&prefix="
                            + encoded(prefix);
            var page = get("/" + NAME, query);
            OBJECT.matcher(page)
                    .results()
                    .forEach(one -> times.put(one.group(1), Instant.parse(one.group(2))));
            var more = MORE.matcher(page);
            if (!more.find()) {
                return times;
            }
            token = more.group(1);
        }
    }

    private String get(String path, String query) {
        var host = "localhost:" + forward.getLocalPort();
        var now = ZonedDateTime.now(ZoneOffset.UTC).format(STAMP);
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://"
                                                + host
                                                + path
                                                + (query.isEmpty() ? "" : "?" + query)))
                        .header("x-amz-date", now)
                        .header("x-amz-content-sha256", UNSIGNED)
                        .header("Authorization", authorization(host, path, query, now))
                        .build();
        try {
            var response = http.send(request, BodyHandlers.ofString(UTF_8));
            if (response.statusCode() != 200) {
                throw new AssertionError(path + "?" + query + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException("The object storage does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The test was interrupted", e);
        }
    }

    /** Signature version 4 of a GET request. */
    private static String authorization(String host, String path, String query, String now) {
        var signed = "host;x-amz-content-sha256;x-amz-date";
        var canonical =
                "GET\n%s\n%s\nhost:%s\nx-amz-content-sha256:%s\nx-amz-date:%s\n\n%s\n%s"
                        .formatted(path, query, host, UNSIGNED, now, signed, UNSIGNED);
        var scopes = List.of(now.substring(0, 8), REGION, "s3", "aws4_request");
        var scope = String.join("/", scopes);
        var toSign = "AWS4-HMAC-SHA256\n" + now + "\n" + scope + "\n" + sha256(canonical);
        var key = ("AWS4" + SECRET_KEY).getBytes(UTF_8);
        for (var part : scopes) {
            key = hmac(key, part);
        }
        return "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                .formatted(ACCESS_KEY, scope, signed, HexFormat.of().formatHex(hmac(key, toSign)));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static String path(String key) {
        return encoded(key).replace("%2F", "/");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        http.close();
        try {
            forward.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
