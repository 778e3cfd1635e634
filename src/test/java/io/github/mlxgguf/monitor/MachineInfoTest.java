package io.github.mlxgguf.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineInfoTest {
    @Test
    void coresOfTheLowestClassAreTheEfficientOnes() {
        List<Integer> classes = List.of(0, 1, 1, 0, 2, 1);

        assertThat(MachineInfo.efficiencyCores(classes)).isEqualTo(2);
        assertThat(MachineInfo.performanceCores(classes)).isEqualTo(4);
    }

    @Test
    void coresOfOneClassAreNeither() {
        assertThat(MachineInfo.efficiencyCores(List.of(0, 0))).isNull();
        assertThat(MachineInfo.performanceCores(List.of(0, 0))).isNull();
        assertThat(MachineInfo.performanceCores(List.of())).isNull();
    }

    @Test
    void whatTheSystemDoesNotTellIsNull() {
        assertThat(MachineInfo.known("unknown")).isNull();
        assertThat(MachineInfo.known(" ")).isNull();
        assertThat(MachineInfo.known(null)).isNull();
        assertThat(MachineInfo.known(" Apple M3 Max ")).isEqualTo("Apple M3 Max");
    }

    @Test
    void thisMachineHasMemoryAndASystem() {
        MachineInfo machine = MachineInfo.read();

        assertThat(machine.ramBytes()).isGreaterThan(256L << 20);
        assertThat(machine.osName()).isNotBlank();
        assertThat(machine.osVersion()).isNotBlank();
        assertThat(machine.osArch()).isEqualTo(System.getProperty("os.arch"));
    }
}
