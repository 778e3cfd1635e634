package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.analysis.evidence.CellMemory;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.analysis.evidence.WorkOfScenarios;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.metric.Median;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decode speed and peak memory growth of one build on one load.
 *
 * @param number of the pair, from 1
 * @param work what both were measured on
 * @param sizeBytes of the model's files; null if unknown
 * @param decode median over the load's measured generations
 */
record EfficiencyPoint(
        int number,
        String pair,
        Side side,
        String label,
        int round,
        String work,
        @Nullable Long sizeBytes,
        double decode,
        long growthBytes) {

    /** The points of one pair, in the first of its scenarios that has any; the plainest comes first. */
    static List<EfficiencyPoint> of(int number, PairEvidence pair) {
        List<String> scenarios = new ArrayList<>(pair.scenarios());
        if (scenarios.remove(ScenarioId.SIMPLE_GENERATION.id())) {
            scenarios.add(0, ScenarioId.SIMPLE_GENERATION.id());
        }
        scenarios.remove(ScenarioId.CONCURRENCY.id());
        for (String scenario : scenarios) {
            List<Work> works = WorkOfScenarios.of(pair, scenario);
            List<EfficiencyPoint> points = new ArrayList<>();
            // A rate over different prompts would be a median over different work.
            if (works.size() == 1) {
                pair.sides().forEach(side -> side.cells().forEach(cell -> of(number, pair, side, works.get(0), cell)
                        .ifPresent(points::add)));
            }
            if (!points.isEmpty()) {
                return points;
            }
        }
        return List.of();
    }

    private static Optional<EfficiencyPoint> of(
            int number, PairEvidence pair, SideEvidence side, Work work, ScenarioBody cell) {
        Long loadSeq = cell.loadSeq();
        if (!cell.scenario().equals(work.scenario())
                || loadSeq == null
                || cell.outcome().equals("broken")
                || !side.hasMemory(cell)) {
            return Optional.empty();
        }
        Double decode = Median.of(side.answers(work)
                .filter(generation -> generation.loadSeq() == loadSeq)
                .map(GenerationBody::decodeTokensPerSecond)
                .filter(rate -> rate != null && Double.isFinite(rate))
                .toList());
        Long growth = CellMemory.growth(cell, side, null);
        return decode == null || growth == null
                ? Optional.empty()
                : Optional.of(new EfficiencyPoint(
                        number,
                        pair.info().name(),
                        side.side(),
                        side.label(),
                        cell.round(),
                        work.scenario(),
                        side.sizeBytes().orElse(null),
                        decode,
                        growth));
    }
}
