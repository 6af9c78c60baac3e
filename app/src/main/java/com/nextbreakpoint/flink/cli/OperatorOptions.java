package com.nextbreakpoint.flink.cli;

/**
 * What the operator is told.
 *
 * @param port of the control interface
 */
record OperatorOptions(ServerOptions server, int port) {
    OperatorOptions {
        var stores = server.stores();
        if (stores.keys() == null && stores.trust() != null) {
            throw new BadOption(
                    "--truststore-path asks clients for certificates, which needs --keystore-path"
                            + " too");
        }
    }
}
