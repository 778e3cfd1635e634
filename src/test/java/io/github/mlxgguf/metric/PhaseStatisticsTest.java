package io.github.mlxgguf.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.trace.Phase;
import io.github.mlxgguf.trace.PhaseInterval;
import io.github.mlxgguf.trace.Sample;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PhaseStatisticsTest {
    @Test
    void aSampleBelongsToThePhaseThatContainsItsTime() {
        List<Sample> samples =
                List.of(sample(99, 1L), sample(100, 2L), sample(199, 3L), sample(200, 4L), sample(300, 5L));

        List<PhaseStatistics> phases = PhaseStatistics.of(
                samples,
                List.of(new PhaseInterval(Phase.DECODE, 200, 300), new PhaseInterval(Phase.PREFILL, 100, 200)));

        assertThat(phases)
                .containsExactly(
                        new PhaseStatistics(
                                Phase.PREFILL, 100, 200, Map.of(MemoryField.COMMITTED, new ByteStatistic(2, null, 2))),
                        new PhaseStatistics(
                                Phase.DECODE, 200, 300, Map.of(MemoryField.COMMITTED, new ByteStatistic(4, null, 1))));
    }

    @Test
    void stretchesOfOnePhaseAreSummedUpTogetherAndASampleCountsOnce() {
        List<Sample> samples = List.of(sample(10, 7L), sample(20, 5L), sample(30, 100L), sample(45, 9L));

        List<PhaseStatistics> phases = PhaseStatistics.of(
                samples,
                List.of(
                        new PhaseInterval(Phase.PREFILL, 40, 50),
                        new PhaseInterval(Phase.PREFILL, 10, 21),
                        new PhaseInterval(Phase.PREFILL, 15, 25)));

        assertThat(phases)
                .containsExactly(new PhaseStatistics(
                        Phase.PREFILL, 10, 50, Map.of(MemoryField.COMMITTED, new ByteStatistic(7, 9L, 3))));
    }

    @Test
    void peakNeedsThreeReadingsAndAnUnchangedValueIsAReading() {
        PhaseInterval idle = new PhaseInterval(Phase.IDLE, 0, 10);

        assertThat(only(List.of(sample(1, 5L), sample(2, 5L), sample(3, null)), idle))
                .isEqualTo(Map.of(MemoryField.COMMITTED, new ByteStatistic(5, null, 2)));
        assertThat(only(List.of(sample(1, 5L), sample(2, 5L), sample(3, 5L)), idle))
                .isEqualTo(Map.of(MemoryField.COMMITTED, new ByteStatistic(5, 5L, 3)));
    }

    @Test
    void whatWasNeverReadIsLeftOut() {
        assertThat(only(List.of(sample(1, null)), new PhaseInterval(Phase.IDLE, 0, 10)))
                .isEmpty();
    }

    @Test
    void everyMemoryFieldIsReadFromItsOwnComponent() {
        Sample sample = new SampleBuilder()
                .committedBytes(11L)
                .availableBytes(12L)
                .swapUsedBytes(13L)
                .workerFootprintBytes(14L)
                .workerAnonBytes(15L)
                .workerFileBytes(16L)
                .workerRssBytes(17L)
                .serverTreeBytes(18L)
                .gpuMemoryBytes(19L)
                .wiredBytes(20L)
                .compressorBytes(21L)
                .fileBackedBytes(22L)
                .purgeableBytes(23L)
                .workerIntervalPeakBytes(24L)
                .build(1);

        assertThat(List.of(MemoryField.values()))
                .extracting(MemoryField::id, field -> field.in(sample))
                .containsExactly(
                        tuple("committed_bytes", 11L),
                        tuple("available_bytes", 12L),
                        tuple("swap_used_bytes", 13L),
                        tuple("worker_footprint_bytes", 14L),
                        tuple("worker_anon_bytes", 15L),
                        tuple("worker_file_bytes", 16L),
                        tuple("worker_rss_bytes", 17L),
                        tuple("server_tree_bytes", 18L),
                        tuple("gpu_memory_bytes", 19L),
                        tuple("wired_bytes", 20L),
                        tuple("compressor_bytes", 21L),
                        tuple("file_backed_bytes", 22L),
                        tuple("purgeable_bytes", 23L),
                        tuple("worker_interval_peak_bytes", 24L));
    }

    @Test
    void headlineIsTheHigherPeakOverTheBaseline() {
        assertThat(Headline.growthBytes(100L, 250L, 300L)).isEqualTo(200);
        assertThat(Headline.growthBytes(100L, 350L, 300L)).isEqualTo(250);
        assertThat(Headline.growthBytes(100L, null, 300L)).isEqualTo(200);
        assertThat(Headline.growthBytes(100L, 250L, null)).isEqualTo(150);
        assertThat(Headline.growthBytes(100L, null, null)).isNull();
        assertThat(Headline.growthBytes(null, 250L, 300L)).isNull();
        assertThat(Headline.growthBytes(400L, 250L, 300L)).isEqualTo(-100);
    }

    @Test
    void efficiencyNeedsGrowth() {
        assertThat(Headline.efficiency(150L, 200L)).isEqualTo(0.75);
        assertThat(Headline.efficiency(150L, 0L)).isNull();
        assertThat(Headline.efficiency(150L, -1L)).isNull();
        assertThat(Headline.efficiency(null, 200L)).isNull();
        assertThat(Headline.efficiency(150L, null)).isNull();
    }

    private static Map<MemoryField, ByteStatistic> only(List<Sample> samples, PhaseInterval interval) {
        return PhaseStatistics.of(samples, List.of(interval)).get(0).metrics();
    }

    private static Sample sample(long tNs, @Nullable Long committed) {
        return new SampleBuilder().committedBytes(committed).build(tNs);
    }
}
