package com.nextbreakpoint.flink.flink;

import com.nextbreakpoint.flink.flink.fake.FlinkVersion;

class Flink120ClientTest extends FlinkClientContract {
    Flink120ClientTest() {
        super(FlinkVersion.V1_20);
    }
}
