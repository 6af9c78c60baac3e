package com.nextbreakpoint.flink.tls;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The two stores of one end of a connection.
 *
 * @param keys our own key and certificate; null: we show none
 * @param trust whom we trust; null: a server asks its clients for no certificate, a client trusts
 *     the public authorities
 */
public record TlsStores(@Nullable StoreFile keys, @Nullable StoreFile trust) {
    /** A session begun with a certificate that was taken away since ends after so many seconds. */
    private static final int SESSION_SECONDS = 300;

    /** The versions of TLS that are spoken. */
    public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    /** Reads both files, and fails with {@link StoreProblem}. */
    public SSLContext context() {
        KeyManager[] ours = keys == null ? null : new KeyManager[] {new FollowedKeys(keys)};
        TrustManager[] theirs =
                trust == null ? null : new TrustManager[] {new FollowedTrust(trust)};
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(ours, theirs, new SecureRandom());
            context.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
            return context;
        } catch (GeneralSecurityException problem) {
            throw new IllegalStateException("this Java has no TLS", problem);
        }
    }
}
