package io.github.mlxgguf.analysis.change;

import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.analysis.provenance.RunDifferences;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.record.RunBody.Settings;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts two runs side by side: builds are matched by the name of their pair and their side in it, and judged only where they are the same
 * file, asked for the same, on the same hardware, by the same kind of server.
 */
public final class RunComparer {
    /** Memory grows by what a request makes it keep. */
    private static final Work LEAK_TEST = Work.of(ScenarioId.LEAK_DETECTION.id());

    private final ComparedRun old;
    private final ComparedRun now;
    private final Thresholds thresholds;
    private final @Nullable ChangeReason notComparable;
    private final List<FigureChange> figures = new ArrayList<>();
    private final List<PairAnswer> answers = new ArrayList<>();
    private final List<CellChange> cells = new ArrayList<>();
    private final List<LeakChange> leaks = new ArrayList<>();

    private RunComparer(ComparedRun old, ComparedRun now, Thresholds thresholds) {
        this.old = old;
        this.now = now;
        this.thresholds = thresholds;
        this.notComparable = notComparable(old.summary(), now.summary());
    }

    /** What changed from the first run to the second. */
    public static RunChange compare(ComparedRun old, ComparedRun now, Thresholds thresholds) {
        return new RunComparer(old, now, thresholds).compare();
    }

    /** What the new run planned and the old one measured, but not the new one. */
    private List<Unmeasured> unmeasured(List<Place> gone) {
        return now.data().run().stream()
                .flatMap(run -> gone.stream()
                        .filter(place -> place.prompt() == null)
                        .flatMap(place -> Unmeasured.of(place, run.plan()).stream()))
                .toList();
    }

    private RunChange compare() {
        for (int i = 0; i < now.evidence().size(); i++) {
            PairEvidence after = now.evidence().get(i);
            PairFindings findings = now.findings().pairs().get(i);
            for (int j = 0; j < old.evidence().size(); j++) {
                PairEvidence before = old.evidence().get(j);
                if (before.info().name().equals(after.info().name())) {
                    pair(before, old.findings().pairs().get(j), after, findings);
                    break;
                }
            }
        }
        Set<Place> ended = cells.stream().map(CellChange::place).collect(Collectors.toSet());
        List<Place> gone = OneSided.of(old, now, ended);
        return new RunChange(
                old.summary(),
                now.summary(),
                thresholds,
                Notices.of(old, now),
                notComparable,
                RunDifferences.between(old.summary(), now.summary()),
                figures,
                answers,
                cells,
                leaks,
                OneSided.of(now, old, ended),
                gone,
                unmeasured(gone),
                without(now.summary().flags(), old.summary().flags()),
                without(old.summary().flags(), now.summary().flags()));
    }

    private void pair(PairEvidence before, PairFindings was, PairEvidence after, PairFindings is) {
        answers.addAll(PairAnswers.of(was, is));
        for (Side side : Side.values()) {
            SideEvidence then = side(before, side);
            SideEvidence today = side(after, side);
            ChangeReason build = notComparable != null ? notComparable : SameBuild.differs(then, today);
            SameTask task = new SameTask(then, today, warmup());
            FigureJudge judge = new FigureJudge(thresholds, band());
            for (MetricFinding row : is.metrics()) {
                find(was, row)
                        .filter(old -> side(old, side).attempted() > 0
                                && side(row.metric(), side).attempted() > 0)
                        .ifPresent(old -> figures.add(judge.judge(
                                new Place(
                                        after.info().name(),
                                        side.id(),
                                        today.label(),
                                        row.metric().scenario(),
                                        row.metric().prompt()),
                                row.figure(),
                                side(old, side),
                                side(row.metric(), side),
                                differs(build, task, after.info().name(), side, row))));
            }
            cells.addAll(CellChanges.of(after.info().name(), then, today, build));
            LeakChanges.of(
                            was.summary(),
                            is.summary(),
                            side.id(),
                            today.label(),
                            build != null ? build : task.differs(Figure.HEADLINE_BYTES, LEAK_TEST))
                    .ifPresent(leaks::add);
        }
    }

    private @Nullable ChangeReason differs(
            @Nullable ChangeReason build, SameTask task, String pair, Side side, MetricFinding row) {
        if (build != null) {
            return build;
        }
        ChangeReason work = task.differs(row.figure(), work(row.metric()));
        return work != null
                ? work
                : CannotBe.of(old.summary(), now.summary(), pair, side.id(), row.figure())
                        .orElse(null);
    }

    private static Optional<Metric> find(PairFindings was, MetricFinding row) {
        return was.metrics().stream()
                .map(MetricFinding::metric)
                .filter(old ->
                        old.name().equals(row.metric().name()) && work(old).equals(work(row.metric())))
                .findFirst();
    }

    private static Work work(Metric metric) {
        return new Work(metric.scenario(), metric.prompt());
    }

    private static RunSummary.SideFigure side(Metric metric, Side side) {
        return side == Side.BASELINE ? metric.baseline() : metric.candidate();
    }

    private static SideEvidence side(PairEvidence pair, Side side) {
        return side == Side.BASELINE ? pair.baseline() : pair.candidate();
    }

    /** Without a warm-up the first measured generation is another one. */
    private @Nullable ChangeReason warmup() {
        Settings before = old.summary().provenance().settings();
        Settings after = now.summary().provenance().settings();
        return before == null || after == null || (before.warmup() == 0) == (after.warmup() == 0)
                ? null
                : new ChangeReason.OtherWork(
                        "warm-up generations", String.valueOf(before.warmup()), String.valueOf(after.warmup()));
    }

    /** The narrower one where the two runs are configured differently. */
    private double band() {
        Settings before = old.summary().provenance().settings();
        Settings after = now.summary().provenance().settings();
        return Math.min(
                before == null ? thresholds.share() : before.practicalEquivalence(),
                after == null ? thresholds.share() : after.practicalEquivalence());
    }

    private static @Nullable ChangeReason notComparable(RunSummary old, RunSummary now) {
        String before = RunDifferences.hardware(old.provenance().hardwareProfile());
        String after = RunDifferences.hardware(now.provenance().hardwareProfile());
        if (before == null || !Objects.equals(before, after)) {
            return new ChangeReason.OtherHardware(before, after);
        }
        return Objects.equals(old.server().kind(), now.server().kind())
                ? null
                : new ChangeReason.OtherServer(old.server().kind(), now.server().kind());
    }

    private static List<String> without(List<String> all, List<String> others) {
        return all.stream().filter(one -> !others.contains(one)).toList();
    }
}
