package io.github.mlxgguf.analysis.change;

import io.github.mlxgguf.analysis.change.ChangeVerdict.Withheld;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.summary.RunSummary.SideFigure;
import io.github.mlxgguf.metric.UnpairedRatio;
import org.jspecify.annotations.Nullable;

/**
 * Judges one figure of one build in two runs.
 *
 * @param band half-width of practical equivalence; never wider than the threshold, so that nothing equal is a regression
 */
record FigureJudge(Thresholds thresholds, double band) {
    FigureJudge {
        band = Math.min(band, thresholds.share());
    }

    /**
     * One figure.
     *
     * @param differs why the two must not be judged, or null
     */
    FigureChange judge(Place place, Figure figure, SideFigure old, SideFigure now, @Nullable ChangeReason differs) {
        UnpairedRatio ratio =
                figure == Figure.KEPT_BYTES ? null : UnpairedRatio.of(old.loadMedians(), now.loadMedians());
        ChangeVerdict verdict = verdict(figure, old, now, ratio, differs);
        return new FigureChange(place, figure, old, now, differs == null ? ratio : null, verdict);
    }

    private ChangeVerdict verdict(
            Figure figure,
            SideFigure old,
            SideFigure now,
            @Nullable UnpairedRatio ratio,
            @Nullable ChangeReason differs) {
        if (old.n() == 0 || now.n() == 0) {
            return new Withheld(new ChangeReason.NoValue(old.n() > 0, now.n() > 0));
        }
        if (differs != null) {
            return new Withheld(differs);
        }
        if (figure == Figure.KEPT_BYTES) {
            return new Withheld(new ChangeReason.MayBeNothing());
        }
        if (ratio == null) {
            return new Withheld(new ChangeReason.NoRatio());
        }
        Double low = ratio.low();
        Double high = ratio.high();
        if (low == null || high == null) {
            return new ChangeVerdict.Provisional(
                    ratio.old().count(), ratio.now().count());
        }
        if (low >= 1 / (1 + band) && high <= 1 + band) {
            return new ChangeVerdict.PracticallyEqual();
        }
        if (low <= 1 && high >= 1) {
            return new ChangeVerdict.Undecided(ratio.loadsToDecide(band));
        }
        boolean beyond = thresholds.exceededBy(ratio, figure.unit(), old.median(), now.median());
        return Thresholds.isWorse(figure.better(), ratio.value())
                ? new ChangeVerdict.Worse(beyond)
                : new ChangeVerdict.Better(beyond);
    }
}
