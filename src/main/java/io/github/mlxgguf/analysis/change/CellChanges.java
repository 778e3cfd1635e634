package io.github.mlxgguf.analysis.change;

import io.github.mlxgguf.analysis.change.CellChange.Ended;
import io.github.mlxgguf.analysis.change.CellChange.Kind;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.ScenarioBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How the scenarios of a build ended, then and now. */
final class CellChanges {
    private CellChanges() {}

    /**
     * Those of the scenarios that both runs attempted and that ended otherwise, by name.
     *
     * @param differs why the two are not the same build, or null
     */
    static List<CellChange> of(String pair, SideEvidence old, SideEvidence now, @Nullable ChangeReason differs) {
        Map<String, Ended> before = ended(old);
        List<CellChange> changes = new ArrayList<>();
        ended(now).forEach((scenario, after) -> {
            Ended then = before.get(scenario);
            Kind kind = then == null ? null : kind(then, after);
            if (then != null && kind != null) {
                Place place = new Place(pair, now.side().id(), now.label(), scenario, null);
                changes.add(new CellChange(place, kind, then, after, differs));
            }
        });
        return changes;
    }

    private static @Nullable Kind kind(Ended old, Ended now) {
        if (old.allPassed()) {
            return now.allPassed() ? null : Kind.BROKE;
        }
        if (now.allPassed()) {
            return Kind.MENDED;
        }
        if (now.nonePassed() && !old.nonePassed()) {
            return Kind.BROKE;
        }
        int compared = Double.compare(now.failedShare(), old.failedShare());
        return compared == 0 ? null : compared > 0 ? Kind.MORE_FAILURES : Kind.FEWER_FAILURES;
    }

    private static Map<String, Ended> ended(SideEvidence side) {
        Map<String, Ended> ended = new TreeMap<>();
        for (ScenarioBody cell : side.cells()) {
            if (isAttempt(side, cell)) {
                ended.merge(
                        cell.scenario(), new Ended(cell.outcome().equals("passed") ? 1 : 0, 1, 0, 0), CellChanges::sum);
            }
        }
        for (GenerationBody request : side.generations()) {
            ended.computeIfPresent(
                    request.scenario(),
                    (scenario, cells) -> sum(cells, new Ended(0, 0, 1, request.failure() == null ? 1 : 0)));
        }
        return ended;
    }

    private static Ended sum(Ended one, Ended other) {
        return new Ended(
                one.passed() + other.passed(),
                one.attempted() + other.attempted(),
                one.requests() + other.requests(),
                one.answered() + other.answered());
    }

    /** What was skipped was not attempted, unless its own model failed to load. */
    private static boolean isAttempt(SideEvidence side, ScenarioBody cell) {
        return !cell.outcome().equals("skipped")
                || side.loads().stream()
                        .map(SideEvidence.Load::body)
                        .anyMatch(load -> load.round() == cell.round()
                                && load.failure() != null
                                && (load.scenario() == null || load.scenario().equals(cell.scenario())));
    }
}
