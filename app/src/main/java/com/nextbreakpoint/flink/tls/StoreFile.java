package com.nextbreakpoint.flink.tls;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;

/** A PKCS12 or JKS store: where it is, and what opens it. */
public record StoreFile(Path path, Secret secret) {
    /** The store's content; {@link StoreProblem} says why it cannot be used. */
    KeyStore read() {
        try {
            if (!Files.exists(path)) {
                throw new NoSuchFileException(path.toString());
            }
            return KeyStore.getInstance(path.toFile(), secret.value());
        } catch (NoSuchFileException | FileNotFoundException problem) {
            throw new StoreProblem("there is no readable file " + path, problem);
        } catch (IOException | GeneralSecurityException problem) {
            throw new StoreProblem(
                    problem.getCause() instanceof UnrecoverableKeyException
                            ? "the secret does not open " + path
                            : path + " is not a PKCS12 or JKS store: " + problem.getMessage(),
                    problem);
        }
    }
}
