package com.nextbreakpoint.flink.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsStoresTest {
    private final Path folder;
    private final TestStores make;

    TlsStoresTest(@TempDir Path folder) {
        this.folder = folder;
        make = new TestStores(folder);
    }

    /** Connects once; the answer is the name on the certificate that the server showed. */
    private static String connect(SSLContext server, SSLContext client, boolean needsClient)
            throws IOException {
        try (var listener =
                (SSLServerSocket)
                        server.getServerSocketFactory()
                                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listener.setNeedClientAuth(needsClient);
            var serving = Thread.ofVirtual().start(() -> serve(listener));
            try (var socket =
                    (SSLSocket)
                            client.getSocketFactory()
                                    .createSocket(
                                            listener.getInetAddress(), listener.getLocalPort())) {
                socket.startHandshake();
                if (socket.getInputStream().read() != 'x') {
                    throw new SSLException("the server hung up");
                }
                var shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
                return shown.getSubjectX500Principal().getName();
            } finally {
                serving.interrupt();
            }
        }
    }

    private static void serve(SSLServerSocket listener) {
        try (var socket = listener.accept()) {
            socket.getOutputStream().write('x');
        } catch (IOException refused) {
            // The other side tells.
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void both_kinds_of_stores_are_read(String type) throws Exception {
        var keys = make.keys("api", type);
        var client = new TlsStores(null, make.trust("cli", keys)).context();

        assertThat(connect(new TlsStores(keys, null).context(), client, false)).isEqualTo("CN=api");
    }

    @Test
    void a_client_without_a_trusted_certificate_is_refused() throws Exception {
        var api = make.keys("api", "PKCS12");
        var cli = make.keys("cli", "PKCS12");
        var stranger = make.keys("stranger", "PKCS12");
        var trust = make.trust("cli", api);
        var server = new TlsStores(api, make.trust("api", cli)).context();

        assertThat(connect(server, new TlsStores(cli, trust).context(), true)).isEqualTo("CN=api");
        assertThatThrownBy(() -> connect(server, new TlsStores(null, trust).context(), true))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> connect(server, new TlsStores(stranger, trust).context(), true))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_server_that_is_not_trusted_is_refused() throws Exception {
        var server = new TlsStores(make.keys("api", "PKCS12"), null).context();
        var client = new TlsStores(null, make.trust("cli", make.keys("other", "PKCS12"))).context();

        assertThatThrownBy(() -> connect(server, client, false)).isInstanceOf(SSLException.class);
    }

    @Test
    void a_changed_store_is_used_without_a_restart() throws Exception {
        var keys = make.keys("api", "PKCS12");
        var server = new TlsStores(keys, null).context();
        var renewed = make.keys("renewed", "PKCS12");
        var client = new TlsStores(null, make.trust("cli", keys, renewed)).context();
        assertThat(connect(server, client, false)).isEqualTo("CN=api");

        Files.copy(renewed.path(), keys.path(), StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(keys.path(), FileTime.from(Instant.now().plusSeconds(5)));

        assertThat(
                        connect(
                                server,
                                new TlsStores(null, make.trust("cli2", renewed)).context(),
                                false))
                .isEqualTo("CN=renewed");
    }

    @Test
    void a_store_that_became_unreadable_leaves_the_last_good_one_in_force() throws Exception {
        var keys = make.keys("api", "PKCS12");
        var server = new TlsStores(keys, null).context();
        var client = new TlsStores(null, make.trust("cli", keys)).context();

        Files.writeString(keys.path(), "half written");

        assertThat(connect(server, client, false)).isEqualTo("CN=api");
    }

    @Test
    void a_wrong_secret_is_one_sentence() throws Exception {
        var keys = new StoreFile(make.keys("api", "PKCS12").path(), new Secret("wrong"));

        assertThatThrownBy(() -> new TlsStores(keys, null).context())
                .isInstanceOf(StoreProblem.class)
                .hasMessage("the secret does not open " + keys.path());
    }

    @Test
    void a_missing_file_is_one_sentence() {
        var keys = new StoreFile(folder.resolve("none"), new Secret("x"));

        assertThatThrownBy(() -> new TlsStores(keys, null).context())
                .isInstanceOf(StoreProblem.class)
                .hasMessage("there is no readable file " + keys.path());
    }

    @Test
    void a_file_that_is_no_store_is_one_sentence() throws Exception {
        var file = Files.writeString(folder.resolve("text"), "this is not a store");

        assertThatThrownBy(
                        () -> new TlsStores(new StoreFile(file, new Secret("x")), null).context())
                .isInstanceOf(StoreProblem.class)
                .hasMessageContaining("is not a PKCS12 or JKS store");
    }

    @Test
    void a_key_store_without_a_key_is_one_sentence() throws Exception {
        var trust = make.trust("cli", make.keys("api", "PKCS12"));

        assertThatThrownBy(() -> new TlsStores(trust, null).context())
                .isInstanceOf(StoreProblem.class)
                .hasMessage("there is no private key in " + trust.path());
    }

    @Test
    void a_secret_does_not_print_itself() {
        assertThat(new StoreFile(Path.of("x"), new Secret("hidden")).toString())
                .doesNotContain("hidden");
    }
}
