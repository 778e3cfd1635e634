package io.github.mlxgguf.monitor.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.monitor.MachineConditions;
import io.github.mlxgguf.monitor.MachineConditions.PowerSource;
import io.github.mlxgguf.monitor.ProcessPriority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxConditionsTest {
    @TempDir
    Path root;

    @Test
    void itReadsMemorySwapLoadPowerAndPriority() throws IOException {
        write("proc/meminfo", """
                MemTotal:       16000000 kB
                MemAvailable:    8000000 kB
                SwapTotal:       2000000 kB
                SwapFree:        1500000 kB
                """);
        write("proc/loadavg", "0.75 0.50 0.25 1/200 4242\n");
        write("proc/11/stat", stat(11, "java", 0));
        write("proc/22/stat", stat(22, "a (strange) name", 10));
        supply("AC", "Mains", "online", "1");

        assertThat(read(OptionalLong.of(22)))
                .isEqualTo(new MachineConditions(
                        PowerSource.MAINS,
                        null,
                        null,
                        null,
                        null,
                        8_192_000_000L,
                        512_000_000L,
                        null,
                        0.75,
                        Runtime.getRuntime().availableProcessors(),
                        new ProcessPriority(11, 0, false),
                        new ProcessPriority(22, 10, false)));
    }

    @Test
    void nothingToReadIsUnknown() {
        assertThat(read(OptionalLong.empty())).isEqualTo(MachineConditions.unknown());
    }

    @Test
    void aDischargingBatteryCountsMoreThanASupply() throws IOException {
        supply("AC", "Mains", "online", "1");
        supply("BAT0", "Battery", "status", "Discharging");

        assertThat(read(OptionalLong.empty()).power()).isEqualTo(PowerSource.BATTERY);
    }

    @Test
    void aMouseIsNotTheMachine() throws IOException {
        supply("hid-mouse", "Battery", "status", "Discharging");
        write("power/hid-mouse/scope", "Device\n");

        assertThat(read(OptionalLong.empty()).power()).isNull();
    }

    @Test
    void anUnpluggedSupplyIsNoMains() throws IOException {
        supply("AC", "Mains", "online", "0");

        assertThat(read(OptionalLong.empty()).power()).isNull();
    }

    private MachineConditions read(OptionalLong server) {
        return new LinuxConditions(root.resolve("proc"), root.resolve("power")).read(11, server);
    }

    private void supply(String name, String type, String file, String value) throws IOException {
        write("power/" + name + "/type", type + "\n");
        write("power/" + name + "/" + file, value + "\n");
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String stat(long pid, String name, int nice) {
        return pid + " (" + name + ") S 1 1 1 0 -1 4194304 100 0 0 0 5 6 0 0 " + (20 + nice) + " " + nice
                + " 1 0 777 3133440 395\n";
    }
}
