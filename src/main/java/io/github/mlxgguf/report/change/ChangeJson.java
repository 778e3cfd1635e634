package io.github.mlxgguf.report.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.analysis.change.CellChange;
import io.github.mlxgguf.analysis.change.ChangeReason;
import io.github.mlxgguf.analysis.change.ChangeVerdict;
import io.github.mlxgguf.analysis.change.FigureChange;
import io.github.mlxgguf.analysis.change.LeakChange;
import io.github.mlxgguf.analysis.change.PairAnswer;
import io.github.mlxgguf.analysis.change.Place;
import io.github.mlxgguf.analysis.change.RunChange;
import io.github.mlxgguf.analysis.change.Thresholds;
import io.github.mlxgguf.analysis.provenance.RunDifference;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.analysis.summary.RunSummary.Ratio;
import io.github.mlxgguf.analysis.summary.RunSummary.SideFigure;
import io.github.mlxgguf.metric.UnpairedRatio;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A comparison for programs: one JSON document with snake_case keys, null for unknown, units as in {@code summary.json}. */
public final class ChangeJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ChangeJson() {}

    /**
     * The document, without a line feed at its end.
     *
     * @param change null where there was no earlier run to compare with
     */
    public static String of(@Nullable RunChange change) {
        ObjectNode root = JSON.createObjectNode();
        if (change == null) {
            root.put("outcome", "no_earlier_run");
        } else {
            document(root, change);
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a comparison cannot be written: " + e.getOriginalMessage(), e);
        }
    }

    private static void document(ObjectNode root, RunChange change) {
        ChangeReason reason = change.notComparable();
        root.put("outcome", change.outcome().id())
                .put("headline", ChangeWords.headline(change))
                .put("not_comparable", reason == null ? null : reason.text());
        run(root.putObject("old"), change.old());
        run(root.putObject("new"), change.now());
        Thresholds limits = change.thresholds();
        root.putObject("thresholds")
                .put("percent", limits.percent())
                .put("ms", limits.ms())
                .put("mb", limits.megabytes())
                .put("tokens_per_second", limits.tokensPerSecond())
                .put("seconds", limits.seconds());
        ArrayNode notices = root.putArray("notices");
        change.notices().forEach(notice -> notices.addObject()
                .put("about", notice.about())
                .put("title", notice.banner().title())
                .put("text", notice.banner().text()));
        ArrayNode differences = root.putArray("differences");
        change.differences().forEach(difference -> difference(differences.addObject(), difference));
        root.put("judged", change.judged().size());
        ArrayNode regressions = root.putArray("regressions");
        change.regressions().forEach(figure -> place(regressions.addObject(), figure.place())
                .put("name", figure.figure().id()));
        ArrayNode figures = root.putArray("figures");
        change.figures().forEach(figure -> figure(figures.addObject(), figure));
        ArrayNode answers = root.putArray("answers");
        change.answers().forEach(answer -> answer(answers.addObject(), answer));
        ArrayNode cells = root.putArray("cells");
        change.cells().forEach(cell -> cell(cells.addObject(), cell));
        ArrayNode leaks = root.putArray("leaks");
        change.leaks().forEach(leak -> leak(leaks.addObject(), leak));
        places(root.putArray("new_cells"), change.newCells());
        places(root.putArray("gone_cells"), change.goneCells());
        ArrayNode unmeasured = root.putArray("unmeasured");
        change.unmeasured()
                .forEach(one -> place(unmeasured.addObject(), one.place()).put("reason", one.reason()));
        change.newFlags().forEach(root.putArray("new_flags")::add);
        change.goneFlags().forEach(root.putArray("gone_flags")::add);
        ChangeWords.notes(change).forEach(root.putArray("notes")::add);
    }

    private static void run(ObjectNode node, RunSummary run) {
        node.put("run_id", run.runId())
                .put("started", run.provenance().started())
                .put("server_kind", run.server().kind())
                .put("simulated", run.server().simulated());
    }

    private static void difference(ObjectNode node, RunDifference difference) {
        node.put("kind", difference.kind().name().toLowerCase(Locale.ROOT))
                .put("subject", difference.subject())
                .put("old", difference.old())
                .put("new", difference.now());
    }

    private static void figure(ObjectNode node, FigureChange change) {
        place(node, change.place())
                .put("name", change.figure().id())
                .put("unit", change.figure().unit())
                .put("better", change.figure().better().id());
        side(node.putObject("old"), change.old());
        side(node.putObject("new"), change.now());
        UnpairedRatio ratio = change.ratio();
        node.putObject("ratio")
                .put("value", ratio == null ? null : (Double) ratio.value())
                .put("low", ratio == null ? null : ratio.low())
                .put("high", ratio == null ? null : ratio.high());
        ChangeVerdict verdict = change.verdict();
        node.put("verdict", verdict.id()).put("words", verdict.words());
        Integer more = verdict instanceof ChangeVerdict.Undecided open
                        && open.moreLoads().isPresent()
                ? (Integer) open.moreLoads().getAsInt()
                : null;
        node.put("more_loads", more).put("regression", verdict.isRegression());
    }

    private static void side(ObjectNode node, SideFigure side) {
        node.put("median", side.median())
                .put("n", side.n())
                .put("loads", side.loads())
                .put("succeeded", side.succeeded())
                .put("attempted", side.attempted());
    }

    private static void answer(ObjectNode node, PairAnswer answer) {
        node.put("pair", answer.pair())
                .put("scenario", answer.now().metric().scenario())
                .put("prompt", answer.now().metric().prompt())
                .put("name", answer.figure().id());
        ratio(node.putObject("old"), answer.old().metric());
        ratio(node.putObject("new"), answer.now().metric());
        node.put("changed", answer.changed()).put("text", answer.sentence());
    }

    private static void ratio(ObjectNode node, RunSummary.Metric metric) {
        Ratio ratio = metric.ratio();
        node.put("value", ratio.value())
                .put("low", ratio.low())
                .put("high", ratio.high())
                .put("verdict", metric.verdict().id());
    }

    private static void cell(ObjectNode node, CellChange cell) {
        place(node, cell.place()).put("kind", cell.kind().name().toLowerCase(Locale.ROOT));
        node.putObject("old")
                .put("passed", cell.old().passed())
                .put("attempted", cell.old().attempted());
        node.putObject("new")
                .put("passed", cell.now().passed())
                .put("attempted", cell.now().attempted());
        ChangeReason withheld = cell.withheld();
        node.put("withheld", withheld == null ? null : withheld.text()).put("regression", cell.regression());
    }

    private static void leak(ObjectNode node, LeakChange leak) {
        node.put("pair", leak.pair()).put("variant", leak.variant()).put("label", leak.label());
        leakSide(node.putObject("old"), leak.old());
        leakSide(node.putObject("new"), leak.now());
        node.put("regression", leak.regression());
    }

    private static void leakSide(ObjectNode node, RunSummary.Leak leak) {
        node.put("class", leak.leakClass().id())
                .put("metric", leak.metric())
                .put("n", leak.n())
                .put("mb_per_request", leak.mbPerRequest())
                .put("low", leak.low())
                .put("high", leak.high());
    }

    private static void places(ArrayNode array, List<Place> places) {
        places.forEach(place -> place(array.addObject(), place));
    }

    private static ObjectNode place(ObjectNode node, Place place) {
        return node.put("pair", place.pair())
                .put("variant", place.variant())
                .put("label", place.label())
                .put("scenario", place.scenario())
                .put("prompt", place.prompt());
    }
}
