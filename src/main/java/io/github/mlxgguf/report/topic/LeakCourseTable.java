package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.leak.LeakFinding;
import io.github.mlxgguf.analysis.leak.LoadCourse;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.metric.leak.TheilSen;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import java.util.ArrayList;
import java.util.List;

/** The memory that loads keep from request to request: class, slope and what would have been seen, with a sentence for each. */
final class LeakCourseTable {
    private LeakCourseTable() {}

    static List<Section> of(String pair, List<LeakFinding> findings) {
        if (findings.isEmpty()) {
            return List.of();
        }
        Table table = new Table(
                pair + ": memory from request to request in MB (leak-detection)",
                List.of(
                        Column.text("Build"),
                        Column.number("Round"),
                        Column.text("Memory"),
                        Column.text("Class"),
                        Column.number("Per request (95 % interval)"),
                        Column.number("Requests"),
                        Column.number("Detectable per request"),
                        Column.number("After the first"),
                        Column.number("After the last"),
                        Column.number("Reclaimed on unload")),
                findings.stream().map(LeakCourseTable::row).toList());
        List<String> notes =
                new ArrayList<>(findings.stream().map(LeakFinding::sentence).toList());
        notes.add(
                "Requests are those that the slope rests on; of bounded growth it is the slope of the part since it is flat."
                        + " Committed memory is for information: other programs move it too.");
        return List.of(new Section(table, notes));
    }

    private static List<Cell> row(LeakFinding finding) {
        LoadCourse course = finding.course();
        List<Double> megabytes = course.megabytes();
        TheilSen slope = finding.slope();
        return Table.row(
                course.label(),
                Numbers.count(course.round()),
                MemoryByPhase.name(course.metric()),
                finding.leakClass().id(),
                slope == null ? Numbers.UNKNOWN : Numbers.ratio(slope.slope(), slope.low(), slope.high()),
                Numbers.count(slope == null ? course.requests() : slope.n()),
                Numbers.figure(slope == null ? null : slope.detectable()),
                Numbers.figure(megabytes.get(0)),
                Numbers.figure(megabytes.get(megabytes.size() - 1)),
                Numbers.megabytes(course.reclaimedBytes()));
    }
}
