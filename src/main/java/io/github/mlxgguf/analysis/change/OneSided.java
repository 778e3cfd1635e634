package io.github.mlxgguf.analysis.change;

import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.analysis.summary.RunSummary.SideFigure;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What only one of two runs measured. */
final class OneSided {
    private OneSided() {}

    /**
     * Places of a run that the other does not have; the whole scenario where nothing of it is there.
     *
     * @param listedAlready scenarios that are reported on otherwise
     */
    static List<Place> of(ComparedRun run, ComparedRun other, Set<Place> listedAlready) {
        Set<Place> there = places(other);
        Set<Place> cellsThere = new LinkedHashSet<>();
        there.forEach(place -> cellsThere.add(place.cell()));
        Set<Place> missing = new LinkedHashSet<>();
        for (Place place : places(run)) {
            if (!there.contains(place)) {
                missing.add(cellsThere.contains(place.cell()) ? place : place.cell());
            }
        }
        missing.removeIf(place -> listedAlready.contains(place.cell()));
        return new ArrayList<>(missing);
    }

    private static Set<Place> places(ComparedRun run) {
        Set<Place> places = new LinkedHashSet<>();
        for (PairFindings pair : run.findings().pairs()) {
            for (Metric metric : pair.summary().metrics()) {
                add(places, pair, Side.BASELINE, metric, metric.baseline());
                add(places, pair, Side.CANDIDATE, metric, metric.candidate());
            }
        }
        return places;
    }

    private static void add(Set<Place> places, PairFindings pair, Side side, Metric metric, SideFigure figure) {
        if (figure.attempted() > 0) {
            String label = (side == Side.BASELINE
                            ? pair.summary().baseline()
                            : pair.summary().candidate())
                    .label();
            places.add(new Place(pair.summary().name(), side.id(), label, metric.scenario(), metric.prompt()));
        }
    }
}
