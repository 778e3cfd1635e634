package io.github.mlxgguf.report.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import io.github.mlxgguf.report.plot.Plot;
import io.github.mlxgguf.report.topic.Topic.PairPart;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private static final String PAIR = Concluded.PAIR;

    @Test
    void topicsStandInTheOrderOfThePage() {
        assertThat(Topics.of(Concluded.byHand(), List.of()))
                .extracting(Topic::id)
                .containsExactly(
                        "memory",
                        "performance",
                        "stability",
                        "models",
                        "context",
                        "conditions",
                        "recommendations",
                        "system",
                        "method",
                        "incomplete");
    }

    @Test
    void theCrossoverIsAFitForEachBuildWithItsSentences() {
        Section fit = section(
                "context",
                PAIR
                        + ": time of a request = fixed + prompt tokens + output tokens after the first, fitted to the measured requests");

        assertThat(rows(fit))
                .containsExactly(
                        "GGUF | 10.5 | 0.200 | 4.50 | 12 | off by 5.00\u00a0% (median over the prompts, 3 requests)",
                        "MLX | 9.00 | 0.300 | 4.00 | 12 | none were kept out");
        assertThat(fit.notes()).containsExactly("MLX is faster for every request that was measured.");
    }

    @Test
    void recommendationsNameTheBuildAndWhatWouldChangeIt() {
        assertThat(rows(section("recommendations", PAIR + ": which build for which use")))
                .containsExactly(
                        "Fastest whole answer | MLX | It is faster. | A slower load.",
                        "Least memory | either: practically equal | They take the same. | A longer context.",
                        "Most stable | either: no difference seen | Neither failed. | More loads.");
        assertThat(rows(section(
                        "recommendations",
                        "Deployment NEXUS LORE: 96 GB for the model, 1 request at once, latency first")))
                .containsExactly(PAIR + " | MLX | 8192 | 94.5 GB | A longer context.");
        assertThat(section(
                                "recommendations",
                                "Deployment NEXUS LORE: 96 GB for the model, 1 request at once, latency first")
                        .notes())
                .containsExactly(PAIR + ": GGUF needs more; MLX fits.");
        assertThat(topic("recommendations").sections().get(1).notes())
                .containsExactly(
                        "Deployment Phone: 4 GB for the model, 2 requests at once, memory first. This run gives no"
                                + " advice for it.");
    }

    @Test
    void whatCannotBeStandsWithTheConditions() {
        assertThat(rows(section("conditions", "Figures that cannot be")))
                .containsExactly(
                        "decode_above_bandwidth | " + PAIR + " | MLX | It reads faster than the chip.",
                        "clock | the run | – | Time went backwards.");
    }

    @Test
    void theMethodNamesTheIntervalsThatThereAre() {
        assertThat(rows(section("method", "How each figure is defined")))
                .contains("Interval, paired t | on the logarithms of the rounds' ratios; needs 3 loads of each build")
                .noneMatch(row -> row.startsWith("Interval, block bootstrap"));
    }

    @Test
    void everyCaptionStandsOnce() {
        assertThat(sections(Topics.of(Concluded.byHand(), List.of())).map(TopicsTest::caption))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyRowOfTheComparisonHasATopic() {
        RunFindings findings = Concluded.byHand();
        long figures = sections(Topics.of(findings, List.of()))
                .filter(section -> caption(section).contains("side by side"))
                .mapToLong(section -> rows(section).size())
                .sum();

        assertThat(figures).isEqualTo(findings.pairs().get(0).metrics().size());
    }

    @Test
    void aPlotStandsWithItsPairOrBeforeAllPairs() {
        Plot ofPair = plot("growth", PAIR);
        Plot ofAll = plot("efficiency", null);

        Topic memory = Topics.of(Concluded.byHand(), List.of(ofPair, ofAll)).get(0);

        assertThat(memory.plots()).containsExactly(ofAll);
        assertThat(memory.pairs()).singleElement().extracting(PairPart::plots).isEqualTo(List.of(ofPair));
    }

    @Test
    void whatWasPlannedAndGaveNothingIsSaidAndWhatWasNotIsLeftOut() {
        RunFixture run = new RunFixture().planThreeRounds();
        run.impossible(RunFixture.CANDIDATE, "context-stress", 1, "The MLX build is not downloaded.", null);
        run.start().measureThreeRounds().end("completed");

        List<Topic> topics = Topics.of(RunAnalysis.of(run.data()), List.of());

        assertThat(topics).extracting(Topic::id).contains("context").doesNotContain("moe");
        assertThat(sections(topics).flatMap(section -> section.notes().stream()))
                .contains("Not measured: context-stress was planned and gave no figure. MLX: The MLX build is not"
                        + " downloaded.");
    }

    @Test
    void aLongTableIsFolded() {
        List<Column> columns = List.of(Column.text("A"));
        List<List<Cell>> rows = Stream.generate(() -> Table.row("x")).limit(25).toList();

        assertThat(Section.of(new Table("long", columns, rows)).folded()).isTrue();
        assertThat(Section.of(new Table("short", columns, rows.subList(0, 24))).folded())
                .isFalse();
    }

    private static Plot plot(String id, @Nullable String pair) {
        Table table = new Table(id, List.of(Column.text("A")), List.of());
        return new Plot(id, Plot.Topic.MEMORY, pair, "A plot", "It rises.", "<svg></svg>", table);
    }

    private static Topic topic(String id) {
        return Topics.of(Concluded.byHand(), List.of()).stream()
                .filter(topic -> topic.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Section section(String topic, String caption) {
        return sections(List.of(topic(topic)))
                .filter(section -> caption(section).equals(caption))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no table \"" + caption + "\" in " + topic(topic)));
    }

    private static Stream<Section> sections(List<Topic> topics) {
        return topics.stream()
                .flatMap(topic -> Stream.concat(
                        topic.sections().stream(), topic.pairs().stream().flatMap(pair -> pair.sections().stream())));
    }

    private static String caption(Section section) {
        return section.table() == null
                ? String.join(" ", section.notes())
                : section.table().caption();
    }

    private static List<String> rows(Section section) {
        return section.table() == null
                ? List.of()
                : section.table().rows().stream()
                        .map(row -> row.stream().map(Cell::text).collect(Collectors.joining(" | ")))
                        .toList();
    }
}
