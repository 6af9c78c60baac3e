package com.nextbreakpoint.flink.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.nextbreakpoint.flink.flink.FlinkUnavailable.Reach;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** One request and its answer, with a limit that covers the whole of it, the body too. */
final class Exchange {
    /** Flink's longest answers, thousands of metrics, are a fraction of it. */
    private static final long LONGEST_BODY = 32L << 20;

    /** A part of a path that is none of the words that we ask with: there is no end of others. */
    private static final Pattern ID =
            Pattern.compile(
                    "(?<=/)(?!(?:checkpoints|config|exceptions|jars|jobmanager|jobs|metrics|overview"
                            + "|run|savepoints|stop|taskmanagers|upload)(?:/|$))[^/]+");

    private final Target target;

    Exchange(Target target) {
        this.target = target;
    }

    Answer ask(String method, String path, Duration limit) {
        return ask(method, path, BodyPublishers.noBody(), "application/json", limit);
    }

    Answer ask(String method, String path, Object json, Duration limit) {
        var body = BodyPublishers.ofString(Answer.write(json));
        return ask(method, path, body, "application/json", limit);
    }

    Answer ask(String method, String path, BodyPublisher body, String type, Duration limit) {
        var asked = method + " /" + path.replaceAll("\\?.*", "");
        var request =
                HttpRequest.newBuilder(target.resolve(path))
                        .method(method, body)
                        .header("Content-Type", type);
        target.access().headers().forEach(request::header);
        long start = System.nanoTime();
        var good = false;
        try {
            var answer = answer(asked, send(asked, request.build(), limit));
            good = true;
            return answer;
        } finally {
            var took = Duration.ofNanos(System.nanoTime() - start);
            target.access().meter().called(ID.matcher(asked).replaceAll("*"), took, !good);
        }
    }

    private static Answer answer(String asked, HttpResponse<byte[]> response) {
        int code = response.statusCode();
        if (code / 100 == 2) {
            return Answer.parse(asked, response.body());
        }
        throw refusal(asked, code, response.body());
    }

    private HttpResponse<byte[]> send(String asked, HttpRequest request, Duration limit) {
        var body = BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_BODY);
        var pending = target.access().http().sendAsync(request, body);
        try {
            return pending.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            pending.cancel(true);
            var waited = "was not answered within " + limit.toMillis() + " ms";
            throw new FlinkUnavailable(Reach.SILENT, asked + " " + waited);
        } catch (InterruptedException stopped) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw new FlinkUnavailable(Reach.SILENT, asked + " was interrupted");
        } catch (ExecutionException failed) {
            throw silence(asked, failed.getCause() == null ? failed : failed.getCause());
        }
    }

    private FlinkUnavailable silence(String asked, Throwable failure) {
        var host = target.address().getHost() + ":" + target.address().getPort();
        return switch (failure) {
            case HttpConnectTimeoutException _ ->
                    new FlinkUnavailable(Reach.UNSENT, host + " does not take connections");
            case ConnectException refused ->
                    new FlinkUnavailable(
                            Reach.UNSENT,
                            hasCause(refused, UnresolvedAddressException.class)
                                    ? "the host name of " + host + " is unknown"
                                    : host + " refuses connections");
            default ->
                    new FlinkUnavailable(
                            Reach.SILENT,
                            RootCause.cut(asked + " got no whole answer: " + failure.getMessage()));
        };
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Only Flink itself can say no: an error in any other form comes from somebody in between. */
    private static RuntimeException refusal(String asked, int code, byte[] body) {
        var errors = flinksErrors(body);
        if (errors.isEmpty()) {
            var words = RootCause.cut(new String(body, UTF_8));
            return new FlinkUnavailable(
                    Reach.SILENT, RootCause.cut(asked + " was answered " + code + ": " + words));
        }
        var cause = RootCause.of(errors);
        return code / 100 == 4
                ? new FlinkRefused(code, cause, errors)
                : new FlinkUnavailable(
                        Reach.ANSWERED,
                        RootCause.cut(asked + " failed with " + code + ": " + cause),
                        errors);
    }

    private static String flinksErrors(byte[] body) {
        try {
            var errors = Answer.parse("an error", body).json().path("errors");
            return StreamSupport.stream(errors.spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining("\n"));
        } catch (FlinkUnavailable notJson) {
            return "";
        }
    }
}
