package com.nextbreakpoint.flink.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class TargetTest {
    @Test
    void a_pod_is_reached_at_its_own_address() {
        assertThat(Target.direct("jm-0", "uid/1", "10.0.0.7").resolve("jobs/overview"))
                .hasToString("http://10.0.0.7:8081/jobs/overview");
    }

    @Test
    void an_ipv6_address_stands_in_brackets() {
        assertThat(Target.direct("jm-0", "uid/1", "fd00::7").address())
                .hasToString("http://[fd00::7]:8081/");
    }

    @Test
    void the_api_server_leads_to_the_pod() {
        var apiServer = URI.create("https://api.example:6443/base/");
        var target = Target.proxied("jm-0", "uid/1", apiServer, "flink", Access.DIRECT);

        assertThat(target.resolve("overview"))
                .hasToString(
                        "https://api.example:6443/base/api/v1/namespaces/flink/pods/jm-0:8081/proxy/overview");
    }
}
