package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.evidence.SideValues;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.analysis.verdict.Comparison;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.analysis.verdict.WithheldReason;
import io.github.mlxgguf.record.LoadBody;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Load times: the first load as it was found and the repeated ones, never averaged together. */
final class LoadFigures {
    /** The scenario under which load times stand. */
    static final String SCENARIO = "cold-start";

    private LoadFigures() {}

    static List<MetricFinding> of(PairEvidence pair, Comparison comparison) {
        List<MetricFinding> rows = new ArrayList<>();
        for (Figure figure : List.of(Figure.FIRST_LOAD_SECONDS, Figure.LOAD_SECONDS)) {
            boolean first = figure == Figure.FIRST_LOAD_SECONDS;
            SideValues baseline = values(pair.baseline(), first);
            SideValues candidate = values(pair.candidate(), first);
            if (baseline.attempted() + candidate.attempted() > 0) {
                rows.add(comparison.compare(figure, Work.of(SCENARIO), baseline, candidate, otherWay(pair)));
            }
        }
        return rows;
    }

    /**
     * One load a round: the first that succeeded. A second one, for the cells that were left when the run was resumed, is a block of
     * its own for them but no round of its own: its time would count the round twice.
     */
    private static SideValues values(SideEvidence side, boolean first) {
        SideValues values = new SideValues();
        Set<Integer> rounds = new HashSet<>();
        for (SideEvidence.Load load : side.loads()) {
            int round = load.body().round();
            // A load that a scenario has to itself asks for other slots.
            if (load.body().scenario() != null) {
                continue;
            }
            if (!load.isUsable()) {
                if (load.body().firstLoad() == first && !rounds.contains(round)) {
                    values.failed();
                }
            } else if (rounds.add(round) && load.body().firstLoad() == first) {
                values.succeeded(round, load.seq(), load.body().loadSeconds());
            }
        }
        return values;
    }

    /** Why the load times cannot be compared, or null if they can. */
    private static @Nullable WithheldReason otherWay(PairEvidence pair) {
        List<String> ways = Stream.of(pair.baseline(), pair.candidate())
                .flatMap(SideEvidence::sharedLoads)
                .map(LoadBody::via)
                .distinct()
                .sorted()
                .toList();
        return ways.size() < 2 ? null : new WithheldReason.OtherWays(ways);
    }
}
