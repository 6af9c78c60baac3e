package com.nextbreakpoint.flink.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Stores in a folder; the key of each name is made once, by the JDK's own keytool. */
public record TestStores(Path folder) {
    public static final String SECRET = "secret-of-tests";

    private static final Map<String, KeyStore> KEYS = new ConcurrentHashMap<>();

    /** A store with a key for localhost, whose certificate is signed by itself. */
    public StoreFile keys(String name, String type) throws IOException, GeneralSecurityException {
        var made = KEYS.computeIfAbsent(name, this::generated);
        var store = KeyStore.getInstance(type);
        store.load(null, null);
        var secret = SECRET.toCharArray();
        store.setKeyEntry(name, made.getKey(name, secret), secret, made.getCertificateChain(name));
        return write(name + ".keys", store);
    }

    /** A store that trusts the holders of the given keys. */
    public StoreFile trust(String name, StoreFile... trusted)
            throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (var keys : trusted) {
            var alias = keys.read().aliases().nextElement();
            store.setCertificateEntry(alias, keys.read().getCertificate(alias));
        }
        return write(name + ".trust", store);
    }

    private StoreFile write(String name, KeyStore store)
            throws IOException, GeneralSecurityException {
        var file = folder.resolve(name);
        try (var out = Files.newOutputStream(file)) {
            store.store(out, SECRET.toCharArray());
        }
        return new StoreFile(file, new Secret(SECRET));
    }

    private KeyStore generated(String name) {
        var file = folder.resolve(name + ".generated");
        var command =
                "keytool -genkeypair -keyalg EC -ext san=dns:localhost,ip:127.0.0.1 -storetype PKCS12"
                        + " -alias %s -dname CN=%s -keystore %s -storepass %s"
                                .formatted(name, name, file, SECRET);
        try {
            run(new ArrayList<>(List.of(command.split(" ", -1))));
            return new StoreFile(file, new Secret(SECRET)).read();
        } catch (IOException | InterruptedException problem) {
            throw new IllegalStateException("keytool failed", problem);
        }
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.command()
                .set(0, Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
    }
}
