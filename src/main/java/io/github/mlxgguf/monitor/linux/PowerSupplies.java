package io.github.mlxgguf.monitor.linux;

import io.github.mlxgguf.monitor.MachineConditions.PowerSource;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a Linux machine runs on, from {@code /sys/class/power_supply}. */
final class PowerSupplies {
    private final Path folder;

    PowerSupplies(Path folder) {
        this.folder = folder;
    }

    /**
     * Battery if a battery of the machine is discharging, else mains if a supply says that it is plugged in; null if the kernel
     * names neither, as in a container or on a board. A mouse's battery has the scope "Device" and is not looked at.
     */
    @Nullable
    PowerSource read() throws IOException {
        if (!Files.isDirectory(folder)) {
            return null;
        }
        PowerSource found = null;
        try (DirectoryStream<Path> supplies = Files.newDirectoryStream(folder)) {
            for (Path supply : supplies) {
                String type = text(supply.resolve("type"));
                boolean peripheral = "Device".equals(text(supply.resolve("scope")));
                if ("Battery".equals(type) && !peripheral && "Discharging".equals(text(supply.resolve("status")))) {
                    return PowerSource.BATTERY;
                }
                if ("Mains".equals(type) && "1".equals(text(supply.resolve("online")))) {
                    found = PowerSource.MAINS;
                }
            }
        }
        return found;
    }

    private static String text(Path file) throws IOException {
        return Files.isReadable(file) ? Files.readString(file).strip() : "";
    }
}
