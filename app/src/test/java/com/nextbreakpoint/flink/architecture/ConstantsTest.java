package com.nextbreakpoint.flink.architecture;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Numbers that must agree exist once. */
class ConstantsTest {
    private static final Pattern NUMBER =
            Pattern.compile("static final (?:Duration|int|long) ([A-Z]\\w+)\\s*=\\s*([^;]+);");

    @Test
    void no_number_is_declared_twice_under_one_name() {
        var places =
                Sources.mains().stream()
                        .flatMap(ConstantsTest::numbers)
                        .collect(groupingBy(Declared::declaration));
        var twice = new HashMap<>(places);
        twice.values().removeIf(declared -> declared.size() == 1);

        assertThat(places).hasSizeGreaterThan(50);
        assertThat(twice).isEmpty();
    }

    @Test
    void the_kinds_group_is_written_once() {
        assertThat(Sources.mains())
                .filteredOn(file -> Sources.read(file).contains("\"nextbreakpoint.com\""))
                .extracting(Path::getFileName)
                .isEqualTo(List.of(Path.of("Schema.java")));
    }

    private record Declared(String declaration, Path file) {}

    private static Stream<Declared> numbers(Path file) {
        return Sources.find(NUMBER, Sources.read(file))
                .map(found -> new Declared(found.group(1) + " = " + found.group(2), file));
    }
}
