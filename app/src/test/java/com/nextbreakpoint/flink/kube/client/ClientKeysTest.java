package com.nextbreakpoint.flink.kube.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.CertUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Client keys of all forms that kube configs hold. */
class ClientKeysTest {
    private static final String PASSWORD = "changeit";

    private final Path folder;

    ClientKeysTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void an_rsa_key_in_its_own_form() throws Exception {
        var pair = pair("RSA", "2048");
        // After the header of PKCS#8, which is always this long for a key of this size.
        var encoded = pair.key.getEncoded();
        var own = Arrays.copyOfRange(encoded, 26, encoded.length);
        usable(pair, pem("RSA PRIVATE KEY", own), "RSA");
    }

    @Test
    void an_rsa_key_in_pkcs8_form() throws Exception {
        var pair = pair("RSA", "2048");
        usable(pair, pem("PRIVATE KEY", pair.key.getEncoded()), "RSA");
    }

    @Test
    void an_ec_key_in_its_own_form() throws Exception {
        var pair = pair("EC", "256");
        var secret = ((ECPrivateKey) pair.key).getS().toByteArray();
        var padded = new byte[32];
        var length = Math.min(32, secret.length);
        System.arraycopy(secret, secret.length - length, padded, 32 - length, length);
        var hex = "30310201010420" + HexFormat.of().formatHex(padded) + "a00a06082a8648ce3d030107";
        usable(pair, pem("EC PRIVATE KEY", HexFormat.of().parseHex(hex)), "EC");
    }

    @Test
    void an_ec_key_in_pkcs8_form() throws Exception {
        var pair = pair("EC", "256");
        usable(pair, pem("PRIVATE KEY", pair.key.getEncoded()), "EC");
    }

    @Test
    void a_key_that_breaks_off_is_told() {
        assertThatThrownBy(() -> ClientKeys.algorithm("-----BEGIN PRIVATE KEY-----\nAAAA"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no end");
    }

    @Test
    void a_key_file_that_cannot_be_read_is_named() {
        var config = Config.empty();
        config.setClientKeyFile(folder.resolve("none").toString());
        assertThatThrownBy(() -> ClientKeys.recognise(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(config.getClientKeyFile());
    }

    private record Pair(PrivateKey key, String certificate) {}

    private static void usable(Pair pair, String key, String algorithm) throws Exception {
        var config = Config.empty();
        config.setClientKeyData(base64(key));
        ClientKeys.recognise(config);
        assertThat(config.getClientKeyAlgo()).isEqualTo(algorithm);
        var store =
                CertUtils.createKeyStore(
                        base64(pair.certificate),
                        null,
                        config.getClientKeyData(),
                        null,
                        config.getClientKeyAlgo(),
                        PASSWORD,
                        null,
                        null);
        var alias = store.aliases().nextElement();
        assertThat(store.getKey(alias, PASSWORD.toCharArray())).isEqualTo(pair.key);
    }

    private Pair pair(String algorithm, String size)
            throws IOException, InterruptedException, GeneralSecurityException {
        var file = folder.resolve("store");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process =
                new ProcessBuilder(
                                keytool,
                                "-genkeypair",
                                "-keyalg",
                                algorithm,
                                "-keysize",
                                size,
                                "-alias",
                                "a",
                                "-dname",
                                "CN=a",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-keystore",
                                file.toString())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor()).isZero();
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        var certificate = pem("CERTIFICATE", store.getCertificate("a").getEncoded());
        return new Pair((PrivateKey) store.getKey("a", PASSWORD.toCharArray()), certificate);
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                .formatted(type, Base64.getMimeEncoder().encodeToString(der), type);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(US_ASCII));
    }
}
