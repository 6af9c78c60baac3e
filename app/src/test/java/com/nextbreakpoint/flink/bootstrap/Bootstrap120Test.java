package com.nextbreakpoint.flink.bootstrap;

import com.nextbreakpoint.flink.flink.fake.FlinkVersion;

class Bootstrap120Test extends BootstrapContract {
    Bootstrap120Test() {
        super(FlinkVersion.V1_20);
    }
}
