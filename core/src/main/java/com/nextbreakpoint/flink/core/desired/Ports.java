package com.nextbreakpoint.flink.core.desired;

import com.nextbreakpoint.flink.core.PortNumbers;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import java.util.Locale;

/** The TCP ports of Flink and of our own processes, with the names that they have everywhere. */
enum Ports {
    UI(PortNumbers.FLINK),
    RPC(6123),
    BLOB(6124),
    QUERY(6125),
    DATA(6121),
    IPC(6122),
    MONITOR(PortNumbers.MONITOR);

    final int number;

    Ports(int number) {
        this.number = number;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    ContainerPort ofContainer() {
        return new ContainerPortBuilder()
                .withName(label())
                .withContainerPort(number)
                .withProtocol("TCP")
                .build();
    }
}
