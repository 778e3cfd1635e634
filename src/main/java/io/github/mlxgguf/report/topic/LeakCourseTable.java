package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.ScenarioFindings.Course;
import io.github.mlxgguf.analysis.ScenarioFindings.LeakCourse;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import java.util.ArrayList;
import java.util.List;

/** Memory after the first and after the last of many requests. */
final class LeakCourseTable {
    private LeakCourseTable() {}

    static List<Section> of(String pair, List<LeakCourse> courses) {
        if (courses.isEmpty()) {
            return List.of();
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (LeakCourse course : courses) {
            if (course.workerMetric() != null) {
                rows.add(row(course, MemoryByPhase.name(course.workerMetric()), course.worker()));
            }
            rows.add(row(course, MemoryByPhase.name("committed_bytes"), course.committed()));
        }
        Table table = new Table(
                pair + ": memory from request to request in MB (leak-detection)",
                List.of(
                        Column.text("Build"),
                        Column.number("Round"),
                        Column.number("Requests"),
                        Column.text("Memory"),
                        Column.number("After the first"),
                        Column.number("After the last"),
                        Column.number("Growth")),
                rows);
        return List.of(new Section(table, verdicts(courses)));
    }

    /** One sentence for all where it is the same, as it mostly is. */
    private static List<String> verdicts(List<LeakCourse> courses) {
        List<String> distinct =
                courses.stream().map(LeakCourse::verdict).distinct().toList();
        return distinct.size() == 1
                ? List.of(capitalised(distinct.get(0)) + ".")
                : courses.stream()
                        .map(course -> course.label() + ", round " + course.round() + ": " + course.verdict() + ".")
                        .toList();
    }

    private static String capitalised(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }

    private static List<Cell> row(LeakCourse course, String metric, Course memory) {
        return Table.row(
                course.label(),
                Numbers.count(course.round()),
                Numbers.count(course.points()),
                metric,
                Numbers.megabytes(memory.firstBytes()),
                Numbers.megabytes(memory.lastBytes()),
                Numbers.megabytes(memory.growthBytes()));
    }
}
