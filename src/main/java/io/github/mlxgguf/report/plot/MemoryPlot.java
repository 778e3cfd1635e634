package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Memory over time around each load of a pair, one load below the other. */
final class MemoryPlot {
    private MemoryPlot() {}

    /**
     * The plot; empty where no memory was read.
     *
     * @param courses the loads that may be drawn
     * @param loads how many there are in all
     */
    static Optional<Plot> of(String id, String pair, List<MemoryCourse> courses, int loads) {
        List<MemoryView> views = views(courses);
        if (views.isEmpty()) {
            return Optional.empty();
        }
        boolean committed = views.get(0).committed();
        String title = pair + ": " + (committed ? "committed memory above the baseline" : "memory of the worker")
                + ", load by load";
        String unit = Numbers.byteUnit(
                views.stream().mapToDouble(MemoryView::highestBytes).max().orElse(0));
        String reading = reading(views, unit, committed, loads);
        return Optional.of(new Plot(
                id,
                Plot.Topic.MEMORY,
                pair,
                title,
                reading,
                new MemoryDrawing(id, title, reading, unit).draw(views),
                table(title, views, unit, committed)));
    }

    /** Committed memory against the baseline if that is known of any load; else that of the worker, of all of them. */
    private static List<MemoryView> views(List<MemoryCourse> courses) {
        List<MemoryView> committed = courses.stream()
                .map(MemoryView::ofCommitted)
                .flatMap(Optional::stream)
                .toList();
        return committed.isEmpty()
                ? courses.stream()
                        .map(MemoryView::ofWorker)
                        .flatMap(Optional::stream)
                        .toList()
                : committed;
    }

    private static String reading(List<MemoryView> views, String unit, boolean committed, int loads) {
        String highest = Arrays.stream(Side.values())
                .map(side -> highest(side, views, unit))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
        StringBuilder reading = new StringBuilder("Highest ")
                .append(committed ? "above the baseline" : "memory of the worker, as committed memory was not read")
                .append(", loading included: ")
                .append(highest)
                .append('.');
        long swapped = views.stream().filter(MemoryView::swapped).count();
        long pressed = views.stream().filter(MemoryView::pressed).count();
        if (swapped > 0) {
            reading.append(" Swap grew during ")
                    .append(Numbers.counted((int) swapped, "load"))
                    .append('.');
        }
        if (pressed > 0) {
            reading.append(" Memory pressure was raised during ")
                    .append(Numbers.counted((int) pressed, "load"))
                    .append('.');
        }
        if (views.size() < loads) {
            reading.append(" Drawn are ")
                    .append(views.size())
                    .append(" of ")
                    .append(loads)
                    .append(" loads; the time line has all.");
        }
        return reading.toString();
    }

    private static Optional<String> highest(Side side, List<MemoryView> views, String unit) {
        List<MemoryView> own =
                views.stream().filter(view -> view.course().side() == side).toList();
        OptionalDouble most = own.stream().mapToDouble(MemoryView::highestBytes).max();
        return most.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        own.get(0).course().label() + " " + Numbers.figure(Numbers.inByteUnit(most.getAsDouble(), unit))
                                + " " + unit + " (" + Numbers.counted(own.size(), "load") + ")");
    }

    private static Table table(String title, List<MemoryView> views, String unit, boolean committed) {
        List<List<Cell>> rows = new ArrayList<>();
        for (MemoryView view : views) {
            MemoryCourse course = view.course();
            rows.add(Table.row(
                    course.name(),
                    Numbers.megabytes(committed ? course.baselineBytes() : null),
                    Numbers.figure(Numbers.inByteUnit(view.highestBytes(), unit)),
                    Numbers.figure(course.seconds(view.highest())),
                    Numbers.megabytes(course.swapGrowthBytes()),
                    pressure(view),
                    Numbers.count(course.readings())));
        }
        return new Table(
                title,
                List.of(
                        Column.text("Load"),
                        Column.number("Baseline, MB"),
                        Column.number((committed ? "Highest above it, " : "Highest, ") + unit),
                        Column.number("Seconds after the load call"),
                        Column.number("Swap growth, MB"),
                        Column.text("Pressure"),
                        Column.number("Samples")),
                rows);
    }

    private static String pressure(MemoryView view) {
        return switch (view.highestPressure()) {
            case 0 -> Numbers.UNKNOWN;
            case 1 -> "normal";
            case 2 -> "warn";
            default -> "critical";
        };
    }
}
