package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.advice.DenseAgainstMoe;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.analysis.summary.RunSummary.Ratio;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Dense models and mixtures of experts side by side. */
final class DenseAgainstMoeTables {
    private DenseAgainstMoeTables() {}

    /** Empty where the run has not both kinds. */
    static List<Section> of(@Nullable DenseAgainstMoe compared) {
        if (compared == null) {
            return List.of();
        }
        return List.of(new Section(builds(compared), List.of(DenseAgainstMoe.CAPTION)), Section.of(ratios(compared)));
    }

    private static Table builds(DenseAgainstMoe compared) {
        List<List<Cell>> rows = new ArrayList<>();
        for (DenseAgainstMoe.Build build : compared.builds()) {
            rows.add(Table.row(
                    build.pair(),
                    kind(build.architecture()),
                    build.label(),
                    Numbers.bytes(build.sizeBytes()),
                    Numbers.figure(build.memoryPerSize()),
                    Numbers.figure(build.decodeTokensPerSecond()),
                    Numbers.figure(build.decodePerGb()),
                    Numbers.count(build.memoryLoads()) + " / " + Numbers.count(build.decodeLoads())));
        }
        return new Table(
                "Dense against mixture of experts",
                List.of(
                        Column.text("Pair"),
                        Column.text("Kind"),
                        Column.text("Build"),
                        Column.number("Files"),
                        Column.number("Peak memory growth / files"),
                        Column.number("Decode, tokens/s"),
                        Column.number("Decode per GB of files"),
                        Column.text("Loads (memory / decode)")),
                rows);
    }

    private static Table ratios(DenseAgainstMoe compared) {
        List<List<Cell>> rows = new ArrayList<>();
        for (DenseAgainstMoe.Ratios ratios : compared.ratios()) {
            rows.add(Table.row(
                    ratios.pair(), kind(ratios.architecture()), ratio(ratios.decode()), ratio(ratios.memory())));
        }
        return new Table(
                "Candidate / baseline by kind of model (95 % interval)",
                List.of(
                        Column.text("Pair"),
                        Column.text("Kind"),
                        Column.number("Decode speed"),
                        Column.number("Peak memory growth")),
                rows);
    }

    private static String ratio(@Nullable Metric metric) {
        if (metric == null) {
            return Numbers.UNKNOWN;
        }
        Ratio ratio = metric.ratio();
        return Numbers.ratio(ratio.value(), ratio.low(), ratio.high());
    }

    private static String kind(String architecture) {
        return architecture.equals("moe") ? "experts" : "dense";
    }
}
