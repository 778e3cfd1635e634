package io.github.mlxgguf.report.plot;

import static io.github.mlxgguf.report.plot.PlotFixture.sample;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.report.output.Table.Cell;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryCoursesTest {
    private static final long GB = 1_000_000_000L;

    @Test
    void theHighestReadingAboveTheBaselineIsFoundAndDrawn() {
        RunData data = oneLoad();
        MemoryCourses courses = new MemoryCourses(data);
        for (int i = 0; i <= 1_000; i++) {
            // One spike of 2.5 GB that lasts a single sample.
            courses.accept(sample(i / 100.0, i == 503 ? 10 * GB + 5 * GB / 2 : 11 * GB, null));
        }

        Plot plot = courses.build(RunAnalysis.of(data)).get(0);

        assertThat(plot.title()).isEqualTo("Llama 3.2 1B: committed memory above the baseline, load by load");
        assertThat(plot.reading()).isEqualTo("Highest above the baseline, loading included: GGUF 2500 MB (1 load).");
        assertThat(plot.table().rows())
                .extracting(row -> row.stream().map(Cell::text).toList())
                .containsExactly(List.of("GGUF, round 1", "10\u202f000", "2500", "5.10", "–", "–", "1001"));
        // 5.1 of 10 s on 68 to 708; 2500 of 2500 + 5 % on a panel of 84.
        assertThat(plot.svg())
                .contains("<title>GGUF, round 1: highest 2500 MB, 5.10 s after the load call</title>\n"
                        + "<circle class=\"pl-base pl-ring\" cx=\"394.4\"");
    }

    @Test
    void swapAndPressureAreMarkedAndSaid() {
        RunData data = oneLoad();
        MemoryCourses courses = new MemoryCourses(data);
        for (int i = 0; i <= 100; i++) {
            courses.accept(sample(i / 10.0, 11 * GB, null, i < 80 ? 0 : 20_000_000L, i < 90 ? 1 : 2));
        }

        Plot plot = courses.build(RunAnalysis.of(data)).get(0);

        assertThat(plot.reading()).endsWith(" Swap grew during 1 load. Memory pressure was raised during 1 load.");
        assertThat(plot.svg())
                .contains("<title>swap has grown, 8.00 to 10.0 s</title>")
                .contains("<title>memory pressure, 9.00 to 10.0 s</title>")
                .contains("<title>prefill, 2.00 to 4.00 s</title>")
                .contains("<title>decode, 4.00 to 10.0 s</title>");
        assertThat(plot.table().rows().get(0).stream().map(Cell::text)).contains("20.0", "warn");
    }

    @Test
    void withoutCommittedMemoryTheWorkerStandsForIt() {
        RunData data = oneLoad();
        MemoryCourses courses = new MemoryCourses(data);
        courses.accept(sample(1, null, 3 * GB));
        courses.accept(sample(2, null, 4 * GB));

        Plot plot = courses.build(RunAnalysis.of(data)).get(0);

        assertThat(plot.title()).isEqualTo("Llama 3.2 1B: memory of the worker, load by load");
        assertThat(plot.reading())
                .isEqualTo("Highest memory of the worker, as committed memory was not read, loading included:"
                        + " GGUF 4000 MB (1 load).");
    }

    @Test
    void aHoleInTheSamplesStaysOne() {
        RunData data = oneLoad();
        MemoryCourses courses = new MemoryCourses(data);
        for (double at : new double[] {0, 0.5, 1, 8, 9, 10}) {
            courses.accept(sample(at, 11 * GB, null));
        }

        String svg = courses.build(RunAnalysis.of(data)).get(0).svg();

        assertThat(svg.split("pl-area\" d=", -1)).hasSize(3);
    }

    @Test
    void whatIsKeptDoesNotGrowWithTheSamples() {
        RunData data = oneLoad();
        MemoryCourses courses = new MemoryCourses(data);
        for (int i = 0; i <= 200_000; i++) {
            courses.accept(sample(i / 20_000.0, 11 * GB + i % 7, null));
        }

        assertThat(courses.build(RunAnalysis.of(data)).get(0).svg().length()).isLessThan(12_000);
    }

    @Test
    void samplesOfOtherTimesAndSessionsAreNotItsOwn() {
        RunData data = oneLoad();
        MemoryCourses courses = new MemoryCourses(data);
        courses.accept(sample(11, 30 * GB, null));

        assertThat(courses.build(RunAnalysis.of(data))).isEmpty();
    }

    /** A load at 0 s whose only generation ends at 10 s; the baseline is 10 GB. */
    private static RunData oneLoad() {
        RunFixture run = new RunFixture();
        run.start();
        long seq = run.load(RunFixture.BASELINE, 1, 1.0);
        run.ask("short-story", 2_000, 10_000);
        run.generation(RunFixture.BASELINE, 1, seq, 1, Measured.of(2_000, 50));
        return run.data();
    }
}
