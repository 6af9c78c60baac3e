package com.nextbreakpoint.flink.kube.client;

import io.fabric8.kubernetes.client.OAuthTokenProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token that a file holds now. It never throws: that would end a watch of the client's for
 * good, without a word. While the file cannot be read, the last token is good for some time.
 */
public final class TokenFile implements OAuthTokenProvider {
    private static final Logger LOG = LoggerFactory.getLogger(TokenFile.class);

    private final Path file;
    private String last = "";
    private boolean complained;

    public TokenFile(Path file) {
        this.file = file;
    }

    @Override
    public synchronized String getToken() {
        try {
            last = Files.readString(file).strip();
            complained = false;
        } catch (IOException | RuntimeException unreadable) {
            if (!complained) {
                LOG.warn("the token cannot be read, the last one is used: {}", unreadable + "");
            }
            complained = true;
        }
        return last;
    }
}
