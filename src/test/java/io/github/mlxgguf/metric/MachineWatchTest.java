package io.github.mlxgguf.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.monitor.SampleBuilder;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class MachineWatchTest {
    private static final long MS = 1_000_000;
    private static final long RAM = 64_000_000_000L;

    private final MachineWatch watch = new MachineWatch(Duration.ofMillis(100), RAM);

    @Test
    void swapIsHeldAgainstItsLowestSoThatWhatWasGivenBackMayGrowAgain() {
        swap(0, 2_000_000_000L);
        swap(100, 1_000_000_000L);
        swap(200, 1_016_000_000L);
        assertThat(watch.flags()).as("16 MB is the limit").isEmpty();

        swap(300, 1_016_000_001L);
        assertThat(watch.flags()).containsExactly("swap_grew");
    }

    @Test
    void eachStateIsACondition() {
        assertThat(flagsOf(sample -> sample.pressure(1))).isEmpty();
        assertThat(flagsOf(sample -> sample.pressure(2))).containsExactly("pressure");
        assertThat(flagsOf(sample -> sample.availableBytes(3_200_000_000L))).isEmpty();
        assertThat(flagsOf(sample -> sample.availableBytes(3_199_999_999L))).containsExactly("low_memory");
        assertThat(flagsOf(sample -> sample.thermal("nominal"))).isEmpty();
        assertThat(flagsOf(sample -> sample.thermal("fair"))).containsExactly("thermal");
        assertThat(flagsOf(sample -> sample.powerSource("mains"))).isEmpty();
        assertThat(flagsOf(sample -> sample.powerSource("ups"))).containsExactly("on_battery");
        assertThat(flagsOf(sample -> sample.powerSource("battery"))).containsExactly("on_battery");
        assertThat(flagsOf(sample -> sample.lowPowerMode(false))).isEmpty();
        assertThat(flagsOf(sample -> sample.lowPowerMode(true))).containsExactly("low_power_mode");
    }

    @Test
    void aMachineOfUnknownSizeIsNeverShort() {
        MachineWatch unknown = new MachineWatch(Duration.ofMillis(100), null);
        unknown.accept(new SampleBuilder().availableBytes(1L).build(0));

        assertThat(unknown.flags()).isEmpty();
    }

    @Test
    void whatWasReadLastBeforeTheStretchHoldsInIt() {
        watch.carry(new SampleBuilder()
                .thermal("nominal")
                .powerSource("battery")
                .lowPowerMode(true)
                .swapUsedBytes(0L)
                .build(0));
        watch.carry(new SampleBuilder().thermal("serious").powerSource("mains").build(100 * MS));
        watch.carry(new SampleBuilder().build(200 * MS));

        swap(300, 16_000_001L);

        assertThat(watch.flags()).containsExactly("swap_grew", "thermal", "low_power_mode");
    }

    @Test
    void whatWasCarriedIsJudgedWithoutAnySampleOfTheStretch() {
        watch.carry(new SampleBuilder().pressure(4).availableBytes(1L).build(0));
        watch.ended(50 * MS);

        assertThat(watch.flags()).containsExactly("pressure", "low_memory");
    }

    @Test
    void theSamplerIsLateBetweenTwoSamplesAndAtTheEnd() {
        swap(0, 0);
        swap(500, 0);
        watch.ended(1_000 * MS);
        assertThat(watch.flags()).as("five intervals are not late").isEmpty();

        watch.ended(1_001 * MS);
        assertThat(watch.flags()).containsExactly("sampler_late");

        MachineWatch gap = new MachineWatch(Duration.ofMillis(100), RAM);
        gap.accept(new SampleBuilder().build(0));
        gap.accept(new SampleBuilder().build(501 * MS));
        assertThat(gap.flags()).containsExactly("sampler_late");
    }

    @Test
    void aSamplerThatBringsNothingAtAllIsLateFromTheBeginningOn() {
        watch.begins(1_000 * MS);
        watch.ended(1_500 * MS);
        assertThat(watch.flags()).isEmpty();

        watch.ended(1_501 * MS);
        assertThat(watch.flags()).containsExactly("sampler_late");

        MachineWatch carried = new MachineWatch(Duration.ofMillis(100), RAM);
        carried.carry(new SampleBuilder().build(900 * MS));
        carried.begins(1_000 * MS);
        carried.ended(1_401 * MS);
        assertThat(carried.flags())
                .as("what was carried counts from its own time")
                .containsExactly("sampler_late");
    }

    private void swap(long atMs, long bytes) {
        watch.accept(new SampleBuilder().swapUsedBytes(bytes).build(atMs * MS));
    }

    private static List<String> flagsOf(UnaryOperator<SampleBuilder> values) {
        MachineWatch watch = new MachineWatch(Duration.ofMillis(100), RAM);
        watch.accept(values.apply(new SampleBuilder()).build(0));
        return watch.flags();
    }
}
