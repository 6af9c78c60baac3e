package com.nextbreakpoint.flink.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AnswerTest {
    @Test
    void an_answer_is_one_line_without_quotes_or_backslashes() {
        var answer = new Answer(2);
        answer.found(0, List.of(new Found(7, "s3://b/ä \"%20\\\n/chk-7", 1)));
        answer.problem(1, "IOException: first line\n\tat some.where()");

        assertThat(answer.marked("0a1b")).matches("[\\w ',:=\\[\\].-]+");
        assertThat(Asked.read(answer.marked("0a1b").replace("%0A", "%20")))
                .contains("done 0", "problem 1 IOException: first line at some.where()");
    }

    @Test
    void what_is_too_long_to_tell_is_a_problem_of_its_place() {
        var answer = new Answer(3);
        var many =
                LongStream.range(0, 2000)
                        .mapToObj(id -> new Found(id, "s3://bucket/savepoints/savepoint-" + id, id))
                        .toList();
        answer.found(0, many);
        answer.found(1, many.subList(0, 3));
        answer.problem(2, "x".repeat(9_000));

        assertThat(answer.marked("0a1b")).hasSizeLessThan(90_000);
        assertThat(Asked.read(answer.marked("0a1b")))
                .contains("problem 0 there is too much in it to tell: 2000 savepoints", "done 1")
                .contains("problem 2 " + "x".repeat(300));
    }

    @Test
    void what_is_found_after_the_end_is_told_no_more() {
        var answer = new Answer(1);
        answer.end("it took too long");
        answer.found(0, List.of());

        assertThat(Asked.read(answer.marked("0a1b"))).containsExactly("problem 0 it took too long");
    }
}
