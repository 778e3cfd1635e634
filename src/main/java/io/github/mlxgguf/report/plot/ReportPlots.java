package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All plots of a report. */
public final class ReportPlots {
    /** What the id of a pair's map of request lengths ends with. */
    public static final String CROSSOVER = "crossover";

    private ReportPlots() {}

    /**
     * The plots in the order in which they are best read: pair by pair, then those of all pairs together. What was not measured has
     * none.
     *
     * @param courses what came by of the samples; without samples nothing is drawn over time
     */
    public static List<Plot> of(RunData data, RunFindings findings, MemoryCourses courses) {
        Optional<RunBody> run = data.run();
        if (run.isEmpty()) {
            return List.of();
        }
        List<Plot> memory = courses.build(findings);
        List<PairEvidence> pairs = PairEvidence.all(data);
        List<Plot> plots = new ArrayList<>();
        List<EfficiencyPoint> efficiency = new ArrayList<>();
        for (int i = 0; i < findings.pairs().size(); i++) {
            PairFindings pair = findings.pairs().get(i);
            String name = pair.summary().name();
            memory.stream().filter(plot -> name.equals(plot.pair())).forEach(plots::add);
            SpeedPlot.of(id(i, "speed"), pair, run.get().settings().practicalEquivalence())
                    .ifPresent(plots::add);
            GrowthPlot.of(id(i, "growth"), pair).ifPresent(plots::add);
            Optional<PairEvidence> evidence = pairs.stream()
                    .filter(measured -> measured.info().name().equals(name))
                    .findFirst();
            if (evidence.isPresent()) {
                ContextPlot.of(id(i, "ttft"), pair, evidence.get()).ifPresent(plots::add);
                CrossoverPlot.of(id(i, CROSSOVER), pair, MeasuredRequest.of(evidence.get()))
                        .ifPresent(plots::add);
                efficiency.addAll(EfficiencyPoint.of(i + 1, evidence.get()));
            }
        }
        EfficiencyPlot.of("efficiency", efficiency).ifPresent(plots::add);
        return plots;
    }

    /** The id of a pair's plot: names come from users, so the pair's number stands for it. */
    static String id(int pairIndex, String what) {
        return "pair-" + (pairIndex + 1) + "-" + what;
    }
}
