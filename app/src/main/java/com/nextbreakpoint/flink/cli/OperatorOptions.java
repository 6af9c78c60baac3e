package com.nextbreakpoint.flink.cli;

/**
 * What the operator is told.
 *
 * @param port of the control interface
 * @param authentication of its users
 */
record OperatorOptions(ServerOptions server, int port, Authentication authentication) {
    /** Who may use the control interface, beside what certificates say. */
    enum Authentication {
        none,
        kubernetes
    }

    OperatorOptions {
        var stores = server.stores();
        if (stores.keys() == null && stores.trust() != null) {
            throw new BadOption(
                    "--truststore-path asks clients for certificates, which needs --keystore-path"
                            + " too");
        }
        if (stores.keys() == null && authentication != Authentication.none) {
            throw new BadOption(
                    "--authentication=kubernetes needs --keystore-path too: tokens are not taken"
                            + " over plain HTTP");
        }
    }
}
