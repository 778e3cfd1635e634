package io.github.mlxgguf.monitor.macos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.monitor.ThermalPressure;
import io.github.mlxgguf.trace.Sample;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionsProbeTest {
    private static final List<String> BATT = List.of("/usr/bin/pmset", "-g", "batt");
    private static final List<String> SETTINGS = List.of("/usr/bin/pmset", "-g");
    private static final List<String> HEAT =
            List.of("/usr/bin/notifyutil", "-g", "com.apple.system.thermalpressurelevel");

    @Test
    void theWordsAreThoseOfASample() {
        Sample sample = read(Map.of(
                BATT, "Now drawing from 'Battery Power'\n -InternalBattery-0 (id=99)\t40%; discharging;\n",
                SETTINGS, "Currently in use:\n lowpowermode         1\n",
                HEAT, "com.apple.system.thermalpressurelevel 1\n"));

        assertThat(sample.powerSource()).isEqualTo("battery");
        assertThat(sample.lowPowerMode()).isTrue();
        assertThat(sample.thermal()).isEqualTo("fair");
    }

    @Test
    void aDesktopRunsOnTheMains() {
        Sample sample = read(Map.of(BATT, "Now drawing from 'AC Power'\n"));

        assertThat(sample.powerSource()).isEqualTo("mains");
        assertThat(sample.lowPowerMode()).isNull();
        assertThat(sample.thermal()).isNull();
    }

    @Test
    void withoutTheToolsNothingIsKnown() {
        assertThat(read(Map.of())).isEqualTo(new SampleBuilder().build(0));
    }

    @ParameterizedTest
    @CsvSource({"NOMINAL, nominal", "MODERATE, fair", "HEAVY, fair", "TRAPPING, serious", "SLEEPING, critical"})
    void fiveLevelsOfPressureAreFourStates(ThermalPressure pressure, String state) {
        assertThat(ConditionsProbe.state(pressure)).isEqualTo(state);
    }

    private static Sample read(Map<List<String>, String> texts) {
        SampleBuilder sample = new SampleBuilder();
        new ConditionsProbe(command -> Optional.ofNullable(texts.get(command))).read(sample);
        return sample.build(0);
    }
}
