package com.nextbreakpoint.flink.flink;

import com.nextbreakpoint.flink.flink.fake.FlinkVersion;

class Flink23ClientTest extends FlinkClientContract {
    Flink23ClientTest() {
        super(FlinkVersion.V2_3);
    }
}
