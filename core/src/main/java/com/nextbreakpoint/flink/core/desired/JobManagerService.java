package com.nextbreakpoint.flink.core.desired;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Names;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The address of a cluster's JobManager, for its TaskManagers, for bootstrap and for users. */
public final class JobManagerService {
    private static final List<ServicePort> PORTS =
            Stream.of(Ports.UI, Ports.RPC, Ports.BLOB, Ports.QUERY)
                    .map(JobManagerService::port)
                    .toList();

    private JobManagerService() {}

    public static Service desired(Meta cluster, FlinkClusterSpec spec) {
        var labels = Labels.role(cluster.name(), Labels.JOB_MANAGER);
        var name = Names.jobManagerService(cluster.name());
        // TaskManagers register while the JobManager is not Ready yet.
        return new ServiceBuilder()
                .withMetadata(Owner.cluster(cluster).child(name, labels, Map.of()))
                .withNewSpec()
                .withType(spec.jobManager().serviceMode().name())
                .withSelector(labels)
                .withPublishNotReadyAddresses(true)
                .withPorts(PORTS)
                .endSpec()
                .build();
    }

    /** Whether the live Service is as it should be, in what is ours: node ports are not. */
    public static boolean isCurrent(Service live, Meta cluster, FlinkClusterSpec spec) {
        var labels = Labels.role(cluster.name(), Labels.JOB_MANAGER);
        var has = live.getSpec();
        return spec.jobManager().serviceMode().name().equals(has.getType())
                && labels.equals(has.getSelector())
                && Boolean.TRUE.equals(has.getPublishNotReadyAddresses())
                && own(has.getPorts()).equals(own(PORTS))
                && labels(live).entrySet().containsAll(labels.entrySet());
    }

    private static List<List<Object>> own(List<ServicePort> ports) {
        return ports.stream().map(JobManagerService::own).toList();
    }

    private static List<Object> own(ServicePort port) {
        return Arrays.asList(
                port.getName(), port.getPort(), port.getTargetPort(), port.getProtocol());
    }

    private static Map<String, String> labels(Service service) {
        return Objects.requireNonNullElse(service.getMetadata().getLabels(), Map.of());
    }

    private static ServicePort port(Ports port) {
        return new ServicePortBuilder()
                .withName(port.label())
                .withPort(port.number)
                .withTargetPort(new IntOrString(port.number))
                .withProtocol("TCP")
                .build();
    }
}
