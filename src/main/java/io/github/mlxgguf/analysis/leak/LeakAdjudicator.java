package io.github.mlxgguf.analysis.leak;

import io.github.mlxgguf.analysis.evidence.CellMemory;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.leak.LeakFinding.BoundedFill;
import io.github.mlxgguf.analysis.leak.LeakFinding.LinearLeak;
import io.github.mlxgguf.analysis.leak.LeakFinding.NoGrowth;
import io.github.mlxgguf.analysis.leak.LeakFinding.OpenGrowth;
import io.github.mlxgguf.analysis.leak.LeakFinding.StepGrowth;
import io.github.mlxgguf.analysis.leak.LeakFinding.TooFew;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.metric.MemoryField;
import io.github.mlxgguf.metric.leak.CourseJudge;
import io.github.mlxgguf.metric.leak.CourseShape;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.record.ScenarioBody.MemoryPoint;
import io.github.mlxgguf.record.UnloadBody;
import io.github.mlxgguf.trace.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges the memory that loads keep from request to request, in the cells of leak-detection whose memory is usable. The worker's own
 * memory comes first; committed memory of the whole system stands beside it for information, since other programs move it too.
 *
 * <p>A request that failed, or after which memory was not read, has no reading and is left out; what came before and after it
 * counts. The slope is then one per completed request.
 */
public final class LeakAdjudicator {
    /**
     * Requests that must have been completed on a load before a reading counts, so that the first touch of the context's memory is
     * not growth: warm-up generations, or, in a run without, the first measured request. Nothing else is dropped; to look for the
     * end of the settling in the course itself would hide a cache that fills.
     */
    static final int SETTLING_REQUESTS = 1;

    /** Of a longer course its last requests count: every pair of readings is looked at, which would take seconds. */
    static final int MOST_REQUESTS = 500;

    private static final double BYTES_PER_MB = 1e6;

    private LeakAdjudicator() {}

    /**
     * The findings, build by build and load by load.
     *
     * @param warmup warm-up generations before the measured ones of each cell
     */
    public static List<LeakFinding> judge(PairEvidence pair, int warmup) {
        List<LeakFinding> findings = new ArrayList<>();
        for (SideEvidence side : pair.sides()) {
            for (ScenarioBody cell : side.cells()) {
                if (cell.scenario().equals(ScenarioId.LEAK_DETECTION.id()) && side.hasMemory(cell)) {
                    metrics(cell)
                            .map(metric -> course(side, cell, metric, warmup))
                            .map(LeakAdjudicator::judge)
                            .forEach(findings::add);
                }
            }
        }
        return findings;
    }

    private static LeakFinding judge(LoadCourse course) {
        CourseShape shape = CourseJudge.judge(course.counted(), course.alike());
        if (shape instanceof CourseShape.Flat flat) {
            return new NoGrowth(course, flat.slope());
        } else if (shape instanceof CourseShape.Growing growing) {
            return new OpenGrowth(course, growing.slope(), growing.why(), growing.rise(), growing.fitted());
        } else if (shape instanceof CourseShape.Bounded bounded) {
            return new BoundedFill(course, bounded.slope(), bounded.knee(), bounded.rise(), bounded.fitted());
        } else if (shape instanceof CourseShape.Linear linear) {
            return new LinearLeak(course, linear.slope(), linear.from(), linear.fitted());
        } else if (shape instanceof CourseShape.Stepped stepped) {
            return new StepGrowth(course, stepped.slope(), stepped.jumps(), stepped.rise(), stepped.fitted());
        }
        return new TooFew(course);
    }

    /** The worker's by the platform's own field, then the system's; those that were read at all. */
    private static Stream<String> metrics(ScenarioBody cell) {
        Optional<String> worker = Stream.of(MemoryField.WORKER_FOOTPRINT.id(), MemoryField.WORKER_ANON.id())
                .filter(metric -> wasRead(cell, metric))
                .findFirst();
        return Stream.concat(worker.stream(), Stream.of(CellMemory.COMMITTED).filter(metric -> wasRead(cell, metric)));
    }

    private static boolean wasRead(ScenarioBody cell, String metric) {
        return cell.memoryPoints().stream().anyMatch(point -> after(point, metric) != null);
    }

    private static LoadCourse course(SideEvidence side, ScenarioBody cell, String metric, int warmup) {
        List<Double> megabytes = cell.memoryPoints().stream()
                .map(point -> after(point, metric))
                .filter(Objects::nonNull)
                .map(bytes -> bytes / BYTES_PER_MB)
                .toList();
        int settling = Math.min(Math.max(0, SETTLING_REQUESTS - warmup), megabytes.size());
        return new LoadCourse(
                side.side(),
                side.label(),
                cell.round(),
                metric,
                megabytes,
                Math.max(settling, megabytes.size() - MOST_REQUESTS),
                isAlike(side, cell),
                reclaimed(side, cell));
    }

    /** One prompt, and the same number of tokens in every answer. */
    private static boolean isAlike(SideEvidence side, ScenarioBody cell) {
        List<@Nullable Long> lengths = new ArrayList<>();
        side.generations().stream()
                .filter(generation -> Objects.equals(generation.loadSeq(), cell.loadSeq())
                        && generation.scenario().equals(cell.scenario())
                        && generation.failure() == null)
                .map(GenerationBody::outputTokens)
                .distinct()
                .forEach(lengths::add);
        return cell.memoryPoints().stream().map(MemoryPoint::prompt).distinct().count() == 1
                && lengths.size() == 1
                && lengths.get(0) != null;
    }

    private static @Nullable Long reclaimed(SideEvidence side, ScenarioBody cell) {
        return side.unloads().stream()
                .filter(unload -> Objects.equals(unload.loadSeq(), cell.loadSeq()))
                .map(UnloadBody::reclaimedBytes)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
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
}
