package com.nextbreakpoint.flink.kube.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;

/** Finds out of which algorithm a client key is, which the client does not do for all forms. */
final class ClientKeys {
    /** The DER encoding of id-ecPublicKey, 1.2.840.10045.2.1. */
    private static final String EC_PUBLIC_KEY = "06072a8648ce3d0201";

    private ClientKeys() {}

    /** Throws an {@link IllegalArgumentException} with a sentence for the user. */
    static void recognise(Config config) {
        try {
            if (config.getClientKeyData() != null) {
                var pem = Base64.getMimeDecoder().decode(config.getClientKeyData());
                config.setClientKeyAlgo(algorithm(new String(pem, UTF_8)));
            } else if (config.getClientKeyFile() != null) {
                var pem = Files.readString(Path.of(config.getClientKeyFile()));
                config.setClientKeyAlgo(algorithm(pem));
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "the client key "
                            + config.getClientKeyFile()
                            + " cannot be read: give a kube"
                            + " config whose files can be read",
                    unreadable);
        }
    }

    /** EC or RSA; a key in PKCS#8 form names its algorithm only in the inside. */
    static String algorithm(String pem) {
        if (pem.contains("BEGIN EC PRIVATE KEY")) {
            return "EC";
        }
        if (!pem.contains("BEGIN PRIVATE KEY")) {
            return "RSA";
        }
        var from = pem.indexOf("-----BEGIN PRIVATE KEY-----") + 27;
        var to = pem.indexOf("-----END PRIVATE KEY-----", from);
        if (to < 0) {
            throw new IllegalArgumentException(
                    "the client key of the kube config has no end: get a complete one");
        }
        var der = Base64.getMimeDecoder().decode(pem.substring(from, to));
        return HexFormat.of().formatHex(der).contains(EC_PUBLIC_KEY) ? "EC" : "RSA";
    }
}
