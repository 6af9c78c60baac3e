package com.nextbreakpoint.flink.bootstrap;

import com.nextbreakpoint.flink.flink.fake.FlinkVersion;

class Bootstrap23Test extends BootstrapContract {
    Bootstrap23Test() {
        super(FlinkVersion.V2_3);
    }
}
