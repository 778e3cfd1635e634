package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.ScenarioFindings.Course;
import io.github.mlxgguf.analysis.ScenarioFindings.LeakCourse;
import io.github.mlxgguf.analysis.evidence.CellMemory;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.metric.MemoryField;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.record.ScenarioBody.MemoryPoint;
import io.github.mlxgguf.trace.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where memory began and where it ended over the requests of a load; no slope and no verdict. */
final class LeakCourses {
    private static final String SCENARIO = ScenarioId.LEAK_DETECTION.id();

    /** Fewer requests than this tell nothing about the kind of a growth. */
    private static final int REQUESTS_FOR_A_KIND = 30;

    private LeakCourses() {}

    static List<LeakCourse> read(PairEvidence pair) {
        List<LeakCourse> courses = new ArrayList<>();
        for (SideEvidence side : pair.sides()) {
            for (ScenarioBody cell : side.cells()) {
                if (cell.scenario().equals(SCENARIO) && !cell.memoryPoints().isEmpty() && side.hasMemory(cell)) {
                    courses.add(course(side, cell));
                }
            }
        }
        return courses;
    }

    private static LeakCourse course(SideEvidence side, ScenarioBody cell) {
        List<MemoryPoint> points = cell.memoryPoints();
        String worker = Stream.of(MemoryField.WORKER_FOOTPRINT.id(), MemoryField.WORKER_ANON.id())
                .filter(metric -> points.stream().anyMatch(point -> after(point, metric) != null))
                .findFirst()
                .orElse(null);
        return new LeakCourse(
                side.label(),
                cell.round(),
                points.size(),
                worker,
                worker == null ? new Course(null, null) : course(points, worker),
                course(points, CellMemory.COMMITTED),
                "no verdict: " + why(points));
    }

    private static Course course(List<MemoryPoint> points, String metric) {
        return new Course(after(points.get(0), metric), after(points.get(points.size() - 1), metric));
    }

    private static @Nullable Long after(MemoryPoint point, String metric) {
        return point.memory().stream()
                .filter(memory -> memory.phase().equals(Phase.AFTER.id()))
                .map(memory -> memory.metrics().get(metric))
                .filter(Objects::nonNull)
                .map(MemoryStat::medianBytes)
                .findFirst()
                .orElse(null);
    }

    private static String why(List<MemoryPoint> points) {
        boolean varied = points.stream().map(MemoryPoint::prompt).distinct().count() > 1;
        if (varied) {
            return "the prompts vary, so a growth may be that of the work; scenarios.leak-detection.fixed_output_tokens"
                    + " makes all requests alike";
        }
        return points.size() < REQUESTS_FOR_A_KIND
                ? REQUESTS_FOR_A_KIND + " requests are needed to tell the kind of a growth, and there were "
                        + Numbers.count(points.size())
                : "this version of the suite does not judge the course of memory";
    }
}
