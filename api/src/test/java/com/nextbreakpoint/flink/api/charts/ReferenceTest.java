package com.nextbreakpoint.flink.api.charts;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("generated")
class ReferenceTest {
    @Test
    void the_reference_of_the_fields_is_up_to_date() throws IOException {
        GeneratedFile.isUpToDate("docs/reference/crds.md", Reference.text());
    }
}
