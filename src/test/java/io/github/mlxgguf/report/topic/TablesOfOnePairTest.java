package io.github.mlxgguf.report.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.Conditions;
import io.github.mlxgguf.analysis.Conditions.FlagRow;
import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.RunFindings.LedgerRow;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.record.GenerationBody.Check;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import io.github.mlxgguf.report.plot.Plot;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Single tables, word for word. */
class TablesOfOnePairTest {
    private static final String PAIR = Concluded.PAIR;

    @Test
    void theLedgerIsInOneUnitAndSaysWhatDidNotSettle() {
        LedgerRow settled = ledger(1.5, false);
        LedgerRow open = ledger(null, true);

        assertThat(rows(LedgerTable.of(PAIR, List.of(settled, open)).orElseThrow()))
                .containsExactly(
                        "GGUF | 1 | shared | 10\u202f000 | 1000 | 100 | 11\u202f100 | 200 | 11\u202f200 | 1090 | 1.50",
                        "GGUF | 1 | shared | 10\u202f000 | 1000 | 100 | 11\u202f100 | 200 | 11\u202f200 | 1090 | not in 30 s");
    }

    @Test
    void aFlagSaysOfHowManyRecordsItHolds() {
        FlagRow swap = new FlagRow("swap_grew", 2, 9, "The machine swapped.", "16 MB", "Close programs.");
        Section flags = RunTables.flags(new Conditions(List.of(), List.of(swap), List.of()))
                .orElseThrow();

        assertThat(rows(flags)).containsExactly("swap_grew | 2 of 9 | The machine swapped. | 16 MB | Close programs.");
        assertThat(flags.notes())
                .containsExactly("Records are those of loads, unloads, cells, measured requests and sessions.");
    }

    @Test
    void whatWasNotJudgedSaysWhy() {
        assertThat(notesOfAnswers(null, "simulated"))
                .containsExactly(
                        "Not judged, because the simulated server says what its script says, whatever is asked.");
        assertThat(notesOfAnswers(null, "embedded"))
                .containsExactly("Not judged, because the models of the embedded server speak no language.");
        assertThat(notesOfAnswers(null, "lmstudio"))
                .containsExactly("Not judged is an answer for which the tokens ran out before it had a word.");
        assertThat(notesOfAnswers(true, "lmstudio")).isEmpty();
    }

    @Test
    void halfAPairIsNotCalledOtherWork() {
        RunFixture run = new RunFixture()
                .planned(RunFixture.BASELINE, RunFixture.SIMPLE, 1)
                .start();
        run.halfRound(RunFixture.BASELINE, 1, 1, Measured.of(200, 50), 11_000_000_000L);

        assertThat(sentences(RunAnalysis.of(run.data()), "models", List.of()))
                .contains("Certificate D: only one build was measured; figures are shown and no winner is named.");
    }

    @Test
    void theSentencesOfTheMapStandOnce() {
        Plot map = new Plot(
                "pair-1-crossover",
                Plot.Topic.CONTEXT,
                PAIR,
                "A map",
                "MLX is faster for every request that was measured.",
                "<svg></svg>",
                new Table("map", List.of(Column.text("A")), List.of()));

        assertThat(sentences(Concluded.byHand(), "context", List.of()))
                .contains("MLX is faster for every request that was measured.");
        assertThat(sentences(Concluded.byHand(), "context", List.of(map)))
                .doesNotContain("MLX is faster for every request that was measured.");
    }

    @Test
    void aScenarioAsAWholeIsNoPromptOfItsOwn() {
        RunFixture run = new RunFixture();
        run.scenario = "context-stress";
        run.start();
        for (int round = 1; round <= 3; round++) {
            for (String variant : List.of(RunFixture.BASELINE, RunFixture.CANDIDATE)) {
                long seq = run.load(variant, round, 1);
                run.ask("document-1000", 0, 1).generation(variant, round, seq, 1, Measured.of(200, 50));
                run.points = List.of(RunFixture.point("document-1000", 1, 11_400_000_000L, 11_140_000_000L));
                run.cell(variant, round, seq, 11_400_000_000L);
            }
        }

        Section verdicts =
                VerdictTable.of(RunAnalysis.of(run.data()).pairs().get(0)).orElseThrow();

        assertThat(rows(verdicts).get(0))
                .contains("Peak memory growth (whole scenario); ", "Peak memory growth (1 of 1 prompt)");
    }

    private static LedgerRow ledger(@Nullable Double settleSeconds, boolean notSettled) {
        return new LedgerRow(
                PAIR,
                "GGUF",
                1,
                null,
                10_000_000_000L,
                1_000_000_000L,
                100_000_000L,
                11_100_000_000L,
                200_000_000L,
                11_200_000_000L,
                1_090_000_000L,
                settleSeconds,
                notSettled);
    }

    private static List<String> notesOfAnswers(@Nullable Boolean passed, String serverKind) {
        RunFixture run = new RunFixture().start();
        long seq = run.load(RunFixture.BASELINE, 1, 1);
        run.checks = List.of(new Check("number", passed, "a detail"));
        run.generation(RunFixture.BASELINE, 1, seq, 1, Measured.of(200, 50));
        return AnswerTables.of(RunAnalysis.of(run.data()).pairs().get(0), serverKind)
                .get(0)
                .notes();
    }

    private static List<String> sentences(RunFindings findings, String topic, List<Plot> plots) {
        return Topics.of(findings, plots).stream()
                .filter(candidate -> candidate.id().equals(topic))
                .flatMap(found -> found.pairs().stream())
                .flatMap(pair -> pair.sections().stream())
                .flatMap(section -> section.notes().stream())
                .toList();
    }

    private static List<String> rows(Section section) {
        return Objects.requireNonNull(section.table()).rows().stream()
                .map(row -> row.stream().map(Cell::text).collect(Collectors.joining(" | ")))
                .toList();
    }
}
