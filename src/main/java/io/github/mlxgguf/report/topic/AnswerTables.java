package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.evidence.ServerIds;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.analysis.summary.RunSummary.Answer;
import io.github.mlxgguf.analysis.summary.RunSummary.Consistency;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the answers held, beside how fast they came. */
final class AnswerTables {
    private static final String BASELINE = "baseline";

    private AnswerTables() {}

    /**
     * The tables of a pair.
     *
     * @param serverKind as in the run record, or null if it is unknown
     */
    static List<Section> of(PairFindings findings, @Nullable String serverKind) {
        List<Section> sections = new ArrayList<>();
        if (!findings.summary().answers().isEmpty()) {
            sections.add(
                    new Section(checks(findings), notJudged(findings.summary().answers(), serverKind)));
        }
        if (!findings.summary().consistency().isEmpty()) {
            sections.add(new Section(consistency(findings.summary()), List.of()));
        }
        return sections;
    }

    private static Table checks(PairFindings findings) {
        RunSummary.Pair pair = findings.summary();
        List<List<Cell>> rows = new ArrayList<>();
        for (Answer answer : bothBuildsTogether(pair.answers())) {
            rows.add(Table.row(
                    answer.check(),
                    answer.prompt(),
                    answer.scenario(),
                    Builds.label(pair, answer.variant()),
                    Numbers.count(answer.passed()),
                    Numbers.count(answer.failed()),
                    Numbers.count(answer.notJudged()),
                    Numbers.figure(decode(findings, answer))));
        }
        return new Table(
                pair.name() + ": checks of the answers",
                List.of(
                        Column.text("Check"),
                        Column.text("Prompt"),
                        Column.text("Scenario"),
                        Column.text("Build"),
                        Column.number("Passed"),
                        Column.number("Failed"),
                        Column.number("Not judged"),
                        Column.number("Decode, tokens/s")),
                rows);
    }

    private static List<String> notJudged(List<Answer> answers, @Nullable String serverKind) {
        if (answers.stream().allMatch(answer -> answer.notJudged() == 0)) {
            return List.of();
        }
        return List.of(
                switch (serverKind == null ? "" : serverKind) {
                    case ServerIds.SIMULATED ->
                        "Not judged, because the simulated server says what its script says, whatever is asked.";
                    case ServerIds.EMBEDDED ->
                        "Not judged, because the models of the embedded server speak no language.";
                    default -> "Not judged is an answer for which the tokens ran out before it had a word.";
                });
    }

    private static List<Answer> bothBuildsTogether(List<Answer> answers) {
        Map<List<String>, List<Answer>> groups = new LinkedHashMap<>();
        for (Answer answer : answers) {
            groups.computeIfAbsent(
                            List.of(answer.scenario(), answer.prompt(), answer.check()), unused -> new ArrayList<>())
                    .add(answer);
        }
        return groups.values().stream().flatMap(List::stream).toList();
    }

    private static @Nullable Double decode(PairFindings findings, Answer answer) {
        for (MetricFinding finding : findings.metrics()) {
            Metric metric = finding.metric();
            boolean samePrompt = metric.prompt() == null || metric.prompt().equals(answer.prompt());
            if (finding.figure() == Figure.DECODE_TOKENS_PER_SECOND
                    && metric.scenario().equals(answer.scenario())
                    && samePrompt) {
                return (answer.variant().equals(BASELINE) ? metric.baseline() : metric.candidate()).median();
            }
        }
        return null;
    }

    private static Table consistency(RunSummary.Pair pair) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Consistency repeated : pair.consistency()) {
            int unjudged = repeated.loads() - repeated.judged();
            rows.add(Table.row(
                    Builds.label(pair, repeated.variant()),
                    repeated.scenario(),
                    repeated.prompt(),
                    Numbers.count(repeated.identical()) + " of " + Numbers.counted(repeated.judged(), "load")
                            + (unjudged == 0 ? "" : " (" + unjudged + " not judged: a request failed)")));
        }
        return new Table(
                pair.name() + ": the same request twice",
                List.of(
                        Column.text("Build"),
                        Column.text("Scenario"),
                        Column.text("Prompt"),
                        Column.text("Identical answers")),
                rows);
    }
}
