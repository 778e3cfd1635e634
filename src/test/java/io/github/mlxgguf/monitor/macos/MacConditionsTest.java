package io.github.mlxgguf.monitor.macos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.monitor.MachineConditions;
import io.github.mlxgguf.monitor.MachineConditions.PowerSource;
import io.github.mlxgguf.monitor.ProcessPriority;
import io.github.mlxgguf.monitor.ThermalPressure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MacConditionsTest {
    private static final long SELF = 4711;
    private static final long SERVER = 812;

    private static final String SYSCTL = """
            kern.memorystatus_vm_pressure_level: 2
            kern.memorystatus_level: 40
            hw.memsize: 34359738400
            iogpu.wired_limit_mb: 24576
            hw.logicalcpu: 10
            vm.swapusage: total = 3072.00M  used = 1536.50M  free = 1535.50M  (encrypted)
            vm.loadavg: { 3.25 2.50 1.75 }
            """;

    @Test
    void everythingThatTheToolsPrintIsTaken() {
        MachineConditions read = read(Map.of(
                "sysctl", SYSCTL,
                "batt", """
                        Now drawing from 'Battery Power'
                         -InternalBattery-0 (id=1234567)\t61%; discharging; 2:10 remaining present: true
                        """,
                "-g", """
                        System-wide power settings:
                        Currently in use:
                         standby              1
                         lowpowermode         1
                         sleep                0 (sleep prevented by coreaudiod)
                        """,
                "therm", """
                        Note: No thermal warning level has been recorded
                        Note: No performance warning level has been recorded
                        Note: No CPU power status has been recorded
                        """,
                "notifyutil", "com.apple.system.thermalpressurelevel 2\n",
                "ps", " 4711  31  0\n  812   4  0\n"));

        assertThat(read)
                .isEqualTo(new MachineConditions(
                        PowerSource.BATTERY,
                        true,
                        ThermalPressure.HEAVY,
                        null,
                        2,
                        343597384L * 40,
                        1_611_137_024L,
                        25_769_803_776L,
                        3.25,
                        10,
                        new ProcessPriority(SELF, 0, false),
                        new ProcessPriority(SERVER, 0, true)));
    }

    @Test
    void aMacWithoutTheToolsIsUnknownInEverything() {
        assertThat(read(Map.of())).isEqualTo(MachineConditions.unknown());
    }

    @Test
    void aLineThatSysctlLeavesOutDoesNotShiftTheOthers() {
        MachineConditions read = read(Map.of("sysctl", """
                hw.memsize: 17179869184
                vm.swapusage: total = 0.00M  used = 0.00M  free = 0.00M  (encrypted)
                """));

        assertThat(read.pressure()).isNull();
        assertThat(read.availableBytes()).isNull();
        assertThat(read.gpuWiredLimitBytes()).isNull();
        assertThat(read.swapUsedBytes()).isZero();
    }

    @Test
    void theLimitOfTheGpuIsAskedForAlone() {
        MacConditions machine =
                new MacConditions(command -> command.equals(List.of("/usr/sbin/sysctl", "iogpu.wired_limit_mb"))
                        ? Optional.of("iogpu.wired_limit_mb: 49152\n")
                        : Optional.empty());

        assertThat(machine.gpuWiredLimitBytes()).isEqualTo(51_539_607_552L);
        assertThat(new MacConditions(command -> Optional.empty()).gpuWiredLimitBytes())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"AC Power, MAINS", "Battery Power, BATTERY", "UPS Power, UPS", "Fusion Power,"})
    void theFirstLineOfBattSaysThePowerSource(String name, PowerSource source) {
        assertThat(Pmset.power("Now drawing from '" + name + "'\n")).isEqualTo(source);
    }

    @Test
    void aTextWithoutThatLineSaysNothing() {
        assertThat(Pmset.power(" -InternalBattery-0 (id=1) 100%; charged\n")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "' lowpowermode         0', false",
        "' lowpowermode         1', true",
        "' powermode            0', false",
        "' powermode            1', true",
        "' powermode            2', false",
        "' standby              1',",
    })
    void lowPowerModeHasTwoSpellings(String line, Boolean on) {
        assertThat(Pmset.lowPowerMode("Currently in use:\n" + line + "\n tcpkeepalive 1\n"))
                .isEqualTo(on);
    }

    @Test
    void anIntelMacSaysHowFarItIsThrottled() {
        assertThat(Pmset.cpuSpeedLimitPercent("""
                2026-01-02 10:11:12 +0100 CPU Power notify
                \tCPU_Scheduler_Limit \t= 60
                \tCPU_Available_CPUs \t= 4
                \tCPU_Speed_Limit \t= 35
                """)).isEqualTo(35);
    }

    @ParameterizedTest
    @CsvSource({"0, NOMINAL", "1, MODERATE", "2, HEAVY", "3, TRAPPING", "4, SLEEPING", "5,"})
    void thermalPressureHasFiveLevels(String number, ThermalPressure level) {
        assertThat(Notifyutil.thermal("com.apple.system.thermalpressurelevel " + number + "\n"))
                .isEqualTo(level);
    }

    @Test
    void whatNotifyutilSaysInsteadIsUnknown() {
        assertThat(Notifyutil.thermal("com.apple.system.thermalpressurelevel: failed\n"))
                .isNull();
    }

    @Test
    void theBackgroundBandEndsAtFour() {
        assertThat(PsPriorities.of("  7   4   0\n", 7)).isEqualTo(new ProcessPriority(7, 0, true));
        assertThat(PsPriorities.of("  7   5   0\n", 7)).isEqualTo(new ProcessPriority(7, 0, false));
        assertThat(PsPriorities.of("  7  26  10\n", 7)).isEqualTo(new ProcessPriority(7, 10, false));
        assertThat(PsPriorities.of(" 17   4   0\n", 7)).isNull();
    }

    @Test
    void someLocalesWriteTheLoadWithCommas() {
        assertThat(new Sysctl("vm.loadavg: { 12,04 8,00 7,00 }\n").load1m()).isEqualTo(12.04);
        assertThat(new Sysctl("vm.loadavg: none\n").load1m()).isNull();
    }

    private static MachineConditions read(Map<String, String> byTool) {
        Map<String, String> texts = new HashMap<>(byTool);
        return new MacConditions(command -> Optional.ofNullable(texts.get(key(command))))
                .read(SELF, OptionalLong.of(SERVER));
    }

    /** The tool's name; for pmset its last word, since it is asked three times. */
    private static String key(List<String> command) {
        String tool = command.get(0).replaceFirst(".*/", "");
        if (tool.equals("pmset")) {
            return command.get(command.size() - 1);
        }
        if (tool.equals("ps")) {
            assertThat(command).containsSubsequence("-p", SELF + "," + SERVER);
        }
        return tool;
    }
}
