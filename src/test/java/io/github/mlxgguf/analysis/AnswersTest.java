package io.github.mlxgguf.analysis;

import static io.github.mlxgguf.analysis.FindingsOf.pair;
import static io.github.mlxgguf.analysis.FindingsOf.row;
import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.CANDIDATE;
import static io.github.mlxgguf.analysis.RunFixture.SIMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.summary.RunSummary.Answer;
import io.github.mlxgguf.analysis.summary.RunSummary.Consistency;
import io.github.mlxgguf.record.FailureInfo;
import io.github.mlxgguf.record.GenerationBody.Check;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final Measured MEASURED = Measured.of(200, 50);
    private static final FailureInfo CUT = new FailureInfo("stream_cut", "the stream ended before its last event");

    @Test
    void checksAreCountedByBuildPromptAndCheck() {
        RunFixture run = new RunFixture().start();
        long baseline = run.load(BASELINE, 1, 1);
        run.prompt = "train-speed";
        check(run, BASELINE, baseline, true);
        check(run, BASELINE, baseline, true);
        check(run, BASELINE, baseline, false);
        run.generation(BASELINE, 1, baseline, 4, "measured", MEASURED, List.of("slept"), null);
        run.generation(BASELINE, 1, baseline, 5, "measured", MEASURED, List.of(), CUT);
        run.generation(BASELINE, 1, baseline, 1, "warmup", MEASURED, List.of(), null);
        long candidate = run.load(CANDIDATE, 1, 1);
        check(run, CANDIDATE, candidate, null);

        assertThat(pair(run).summary().answers())
                .containsExactly(
                        new Answer("baseline", SIMPLE, "train-speed", "number", 2, 1, 0),
                        new Answer("candidate", SIMPLE, "train-speed", "number", 0, 0, 1));
    }

    private static void check(RunFixture run, String variant, long seq, @Nullable Boolean passed) {
        run.checks = List.of(new Check("number", passed, "expected 80 km/h"));
        run.generation(variant, 1, seq, 1, MEASURED);
    }

    @Test
    void answersOfALoadAgreeOrNotOrCannotBeJudged() {
        RunFixture run = new RunFixture().start();
        repeat(run, 1, "a".repeat(64), "a".repeat(64));
        repeat(run, 2, "a".repeat(64), "b".repeat(64));
        long lone = repeat(run, 3, "a".repeat(64));
        run.generation(BASELINE, 3, lone, 2, "consistency", MEASURED, List.of(), CUT);
        // The same answer on another load says nothing about any load, so this one alone is not judged.
        repeat(run, 4, "a".repeat(64));

        assertThat(pair(run).summary().consistency())
                .containsExactly(new Consistency("baseline", SIMPLE, "short-story", 4, 2, 1));
        assertThat(pair(run).metrics()).as("they are never timed").isNotEmpty().allMatch(row -> row.metric()
                .scenario()
                .equals("cold-start"));
    }

    private static long repeat(RunFixture run, int round, String... answers) {
        long seq = run.load(BASELINE, round, 1);
        int request = 0;
        for (String answer : answers) {
            run.answerSha = answer;
            run.generation(BASELINE, round, seq, ++request, "consistency", MEASURED, List.of(), null);
        }
        return seq;
    }

    @Test
    void nothingAskedTwiceAndNothingCheckedLeavesBothEmpty() {
        assertThat(pair(RunFixture.threeRounds()).summary().answers()).isEmpty();
        assertThat(pair(RunFixture.threeRounds()).summary().consistency()).isEmpty();
        assertThat(row(RunFixture.threeRounds(), Figure.TTFT_MS, SIMPLE, null)).isNotNull();
    }
}
