package io.github.mlxgguf.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.monitor.MachineConditions;
import io.github.mlxgguf.monitor.MachineConditions.PowerSource;
import io.github.mlxgguf.monitor.ProcessPriority;
import io.github.mlxgguf.monitor.ThermalPressure;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Levels and thresholds that whole examinations do not show. */
class ConditionFindingsTest {
    private static final long RAM = 100 * Sizes.GB;

    private final Now now = new Now();

    @Test
    void nothingKnownIsOkAndSaidSo() {
        assertThat(ConditionFindings.of(MachineConditions.unknown(), null))
                .containsExactly(
                        Finding.ok("power", "unknown on this system"),
                        Finding.ok("heat", "unknown on this system"),
                        Finding.ok("memory", "available memory unknown"),
                        Finding.ok("swap", "unknown on this system"),
                        Finding.ok("load", "unknown on this system"),
                        Finding.ok("priority", "unknown on this system"));
    }

    @Test
    void anUninterruptibleSupplyIsNotTheMains() {
        now.power = PowerSource.UPS;

        assertThat(about("power"))
                .containsExactly(Finding.warning(
                        "power", "on an uninterruptible supply: the mains are gone", "Wait until the mains are back."));
    }

    @Test
    void anIntelMacIsJudgedByItsClockRate() {
        now.speedLimit = 35;
        now.thermal = ThermalPressure.NOMINAL;
        assertThat(about("heat"))
                .containsExactly(Finding.warning(
                        "heat",
                        "the processor is held at 35 % of its clock rate",
                        "Let it cool down, and raise run.cooldown."));

        now.speedLimit = 100;
        now.thermal = null;
        assertThat(about("heat")).containsExactly(Finding.ok("heat", "full clock rate allowed"));
    }

    @Test
    void memoryPressureWarnsAtTwo() {
        now.pressure = 2;

        assertThat(about("memory"))
                .containsExactly(
                        Finding.warning("memory", "50.0 GB available, pressure warn", "Close other programs."));
    }

    @Test
    void lessThanATwentiethOfTheMemoryIsLittle() {
        now.available = 5 * Sizes.GB;
        assertThat(about("memory")).containsExactly(Finding.ok("memory", "5.0 GB available"));

        now.available = 5 * Sizes.GB - 1;
        assertThat(about("memory"))
                .containsExactly(Finding.warning("memory", "5.0 GB available", "Close other programs."));
    }

    @Test
    void aGigabyteOfSwapIsMuch() {
        now.swap = Sizes.GB - 1;
        assertThat(about("swap")).containsExactly(Finding.ok("swap", "1000 MB in use"));

        now.swap = Sizes.GB;
        assertThat(about("swap")).extracting(Finding::level).containsExactly(Finding.Level.WARNING);
    }

    @Test
    void halfTheCoresIsBusy() {
        now.load = 4.0;
        assertThat(about("load")).containsExactly(Finding.ok("load", "4.0 over the last minute, on 8 cores"));

        now.load = 4.01;
        assertThat(about("load")).extracting(Finding::level).containsExactly(Finding.Level.WARNING);
    }

    @Test
    void aRaisedPriorityIsNoHarm() {
        now.suite = new ProcessPriority(1, -5, false);

        assertThat(about("priority")).containsExactly(Finding.ok("priority", "normal"));
    }

    private List<Finding> about(String subject) {
        return ConditionFindings.of(now.conditions(), RAM).stream()
                .filter(finding -> finding.subject().equals(subject))
                .toList();
    }

    private static final class Now {
        private @Nullable PowerSource power = PowerSource.MAINS;
        private @Nullable ThermalPressure thermal;
        private @Nullable Integer speedLimit;
        private @Nullable Integer pressure;
        private @Nullable Long available = 50 * Sizes.GB;
        private @Nullable Long swap = 0L;
        private @Nullable Double load = 0.0;
        private @Nullable ProcessPriority suite = new ProcessPriority(1, 0, false);

        private MachineConditions conditions() {
            return new MachineConditions(
                    power, null, thermal, speedLimit, pressure, available, swap, null, load, 8, suite, null);
        }
    }
}
