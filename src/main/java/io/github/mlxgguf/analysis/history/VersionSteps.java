package io.github.mlxgguf.analysis.history;

import io.github.mlxgguf.analysis.history.Change.Basis;
import io.github.mlxgguf.analysis.history.Change.Step;
import io.github.mlxgguf.metric.UnpairedRatio;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Cuts a series where a condition steps, and compares what lies on both sides. */
final class VersionSteps {
    private final String engineName;
    private final Thresholds limits;

    /** How a series is judged. */
    record Thresholds(double band, boolean judged) {}

    VersionSteps(String label, Thresholds limits) {
        this.engineName = label + " engine";
        this.limits = limits;
    }

    /** Neighbouring points of equal conditions each, in their order; one that does not tell its version belongs to none. */
    List<List<Point>> stretches(List<Point> points) {
        List<Conditions> all = points.stream().map(Point::conditions).toList();
        List<List<Point>> stretches = new ArrayList<>();
        Map<String, String> known = new LinkedHashMap<>();
        for (Point point : points) {
            if (!point.conditions().tellsVersionsOf(all)) {
                continue;
            }
            Map<String, String> now = point.conditions().named(engineName);
            now.remove(Conditions.COMMIT);
            boolean steps = now.entrySet().stream().anyMatch(one -> !known.getOrDefault(one.getKey(), one.getValue())
                    .equals(one.getValue()));
            if (stretches.isEmpty() || steps) {
                stretches.add(new ArrayList<>());
            }
            known.putAll(now);
            stretches.get(stretches.size() - 1).add(point);
        }
        return stretches;
    }

    List<Change> changes(List<List<Point>> stretches) {
        List<Change> changes = new ArrayList<>();
        for (int i = 1; i < stretches.size(); i++) {
            changes.add(change(stretches.get(i - 1), stretches.get(i)));
        }
        return List.copyOf(changes);
    }

    /** By runs where there are enough of them: their medians hold the shift from run to run, the loads of one run do not. */
    private Change change(List<Point> before, List<Point> after) {
        List<Point> old = valued(before);
        List<Point> now = valued(after);
        boolean byRuns = old.size() >= UnpairedRatio.MIN_LOADS && now.size() >= UnpairedRatio.MIN_LOADS;
        List<Point> oldCompared = byRuns || old.isEmpty() ? before : List.of(old.get(old.size() - 1));
        List<Point> nowCompared = byRuns || now.isEmpty() ? after : List.of(now.get(0));
        UnpairedRatio ratio = null;
        if (byRuns) {
            ratio = UnpairedRatio.of(medians(old), medians(now));
        } else if (!old.isEmpty() && !now.isEmpty()) {
            ratio = UnpairedRatio.of(
                    oldCompared.get(0).loadMedians(), nowCompared.get(0).loadMedians());
        }
        List<Point> compared =
                Stream.concat(oldCompared.stream(), nowCompared.stream()).toList();
        Point first = after.get(0);
        return new Change(
                first.runId(),
                first.started(),
                steps(oldCompared, nowCompared),
                byRuns ? Basis.RUNS : Basis.LOADS,
                ratio,
                old.size(),
                now.size(),
                Attempts.of(oldCompared),
                Attempts.of(nowCompared),
                count(compared, point -> !point.doubts().isEmpty()),
                count(compared, Point::implausible),
                count(compared, point -> point.hasValue() && point.provisional()),
                count(compared, point -> !point.inOrder()),
                compared.size(),
                limits.judged(),
                limits.band());
    }

    private static int count(List<Point> points, Predicate<Point> which) {
        return (int) points.stream().filter(which).count();
    }

    private static List<Point> valued(List<Point> points) {
        return points.stream().filter(Point::hasValue).toList();
    }

    private static List<Double> medians(List<Point> points) {
        return points.stream().map(Point::value).toList();
    }

    /** Everything in which the compared runs of both sides differ. */
    private List<Step> steps(List<Point> before, List<Point> after) {
        Set<String> names = new LinkedHashSet<>();
        Stream.concat(before.stream(), after.stream())
                .forEach(point ->
                        names.addAll(point.conditions().named(engineName).keySet()));
        List<Step> steps = new ArrayList<>();
        for (String name : names) {
            Set<String> old = values(before, name);
            Set<String> now = values(after, name);
            Set<String> all = new LinkedHashSet<>(old);
            all.addAll(now);
            if (!old.isEmpty() && !now.isEmpty() && all.size() > 1) {
                steps.add(new Step(name, String.join(" and ", old), String.join(" and ", now)));
            }
        }
        boolean hasSetting = steps.stream().anyMatch(step -> isSetting(step.subject()));
        return steps.stream()
                .filter(step -> !hasSetting || !step.subject().equals(Conditions.CONFIG))
                .toList();
    }

    private boolean isSetting(String subject) {
        return !Set.of(
                        engineName,
                        Conditions.SERVER,
                        Conditions.OS,
                        Conditions.CONFIG,
                        Conditions.SUITE,
                        Conditions.COMMIT)
                .contains(subject);
    }

    private Set<String> values(List<Point> points, String name) {
        return points.stream()
                .map(point -> point.conditions().named(engineName).get(name))
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
