package com.nextbreakpoint.flink.cli;

import com.nextbreakpoint.flink.tls.Secret;
import com.nextbreakpoint.flink.tls.StoreFile;
import com.nextbreakpoint.flink.tls.TlsStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The key store and the trust store, of a server or of a client. */
final class StoreFlags {
    @Option(names = "--keystore-path", description = "The keystore path")
    private @Nullable Path keystorePath;

    @Option(names = "--keystore-secret", description = "The keystore secret")
    private @Nullable String keystoreSecret;

    @Option(names = "--truststore-path", description = "The truststore path")
    private @Nullable Path truststorePath;

    @Option(names = "--truststore-secret", description = "The truststore secret")
    private @Nullable String truststoreSecret;

    /** The stores that were given; {@link BadOption} where only half of one was. */
    TlsStores stores(Map<String, String> environment) {
        return new TlsStores(
                store("keystore", keystorePath, keystoreSecret, environment),
                store("truststore", truststorePath, truststoreSecret, environment));
    }

    private static @Nullable StoreFile store(
            String kind,
            @Nullable Path path,
            @Nullable String option,
            Map<String, String> environment) {
        if (path == null) {
            if (option != null) {
                throw new BadOption("--%s-secret needs --%s-path".formatted(kind, kind));
            }
            return null;
        }
        var variable = "FLINKCTL_%s_SECRET".formatted(kind.toUpperCase(Locale.ROOT));
        var secret = option == null ? environment.get(variable) : option;
        if (secret == null) {
            throw new BadOption(
                    "--%s-path needs --%s-secret, or the variable %s"
                            .formatted(kind, kind, variable));
        }
        return new StoreFile(path, new Secret(content(kind, secret)));
    }

    /** {@code @file} stands for the file's first line. */
    private static String content(String kind, String secret) {
        if (!secret.startsWith("@")) {
            return secret;
        }
        try (var lines = Files.lines(UserPath.of(secret.substring(1)))) {
            return lines.findFirst().orElse("");
        } catch (IOException problem) {
            throw new BadOption(
                    "--%s-secret names the file %s, which cannot be read"
                            .formatted(kind, secret.substring(1)));
        }
    }
}
