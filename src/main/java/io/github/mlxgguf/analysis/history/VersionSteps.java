package io.github.mlxgguf.analysis.history;

import io.github.mlxgguf.analysis.history.Change.Basis;
import io.github.mlxgguf.metric.UnpairedRatio;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Cuts a series where a version steps, and compares what lies on both sides. */
final class VersionSteps {
    private VersionSteps() {}

    /** Neighbouring points of one version each, in their order. */
    static List<List<Point>> stretches(List<Point> points) {
        List<List<Point>> stretches = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= points.size(); i++) {
            if (i == points.size() || !points.get(i).hasVersionsOf(points.get(i - 1))) {
                stretches.add(points.subList(from, i));
                from = i;
            }
        }
        return stretches;
    }

    static List<Change> changes(List<List<Point>> stretches) {
        List<Change> changes = new ArrayList<>();
        for (int i = 1; i < stretches.size(); i++) {
            changes.add(change(stretches.get(i - 1), stretches.get(i)));
        }
        return List.copyOf(changes);
    }

    /** By runs where there are enough of them: their medians hold the shift from run to run, the loads of one run do not. */
    private static Change change(List<Point> before, List<Point> after) {
        Point last = before.get(before.size() - 1);
        Point first = after.get(0);
        boolean byRuns = before.size() >= UnpairedRatio.MIN_LOADS && after.size() >= UnpairedRatio.MIN_LOADS;
        UnpairedRatio ratio = byRuns
                ? UnpairedRatio.of(medians(before), medians(after))
                : UnpairedRatio.of(last.loadMedians(), first.loadMedians());
        Stream<Point> compared = byRuns ? Stream.concat(before.stream(), after.stream()) : Stream.of(last, first);
        return new Change(
                first.runId(),
                first.started(),
                versions(last, first),
                byRuns ? Basis.RUNS : Basis.LOADS,
                ratio,
                before.size(),
                after.size(),
                (int) compared.filter(point -> !point.doubts().isEmpty()).count(),
                Objects.equals(last.suiteVersion(), first.suiteVersion())
                        ? null
                        : "this suite, " + known(last.suiteVersion()) + " → " + known(first.suiteVersion()));
    }

    private static List<Double> medians(List<Point> points) {
        return points.stream().map(Point::median).toList();
    }

    private static String versions(Point before, Point after) {
        List<String> steps = new ArrayList<>();
        if (!Objects.equals(before.engine(), after.engine())) {
            steps.add(step(known(before.engine()), known(after.engine())));
        }
        if (!Objects.equals(before.serverVersion(), after.serverVersion())) {
            steps.add("server " + known(before.serverVersion()) + " → " + known(after.serverVersion()));
        }
        return String.join(", ", steps);
    }

    /** A name that stays is said once. */
    private static String step(String before, String after) {
        int name = before.lastIndexOf(' ') + 1;
        return name > 0 && after.startsWith(before.substring(0, name))
                ? before + " → " + after.substring(name)
                : before + " → " + after;
    }

    private static String known(@Nullable String version) {
        return version == null ? "unknown" : version;
    }
}
