package io.github.mlxgguf.monitor.macos;

import io.github.mlxgguf.monitor.ThermalPressure;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what {@code notifyutil -g com.apple.system.thermalpressurelevel} prints: the name and a number. */
final class Notifyutil {
    static final String THERMAL = "com.apple.system.thermalpressurelevel";

    static final List<String> COMMAND = List.of("/usr/bin/notifyutil", "-g", THERMAL);

    private static final Pattern LEVEL =
            Pattern.compile("^" + Pattern.quote(THERMAL) + "\\s+(\\d{1,9})\\s*$", Pattern.MULTILINE);

    private Notifyutil() {}

    static @Nullable ThermalPressure thermal(String output) {
        Matcher level = LEVEL.matcher(output);
        return level.find() ? ThermalPressure.of(Long.parseLong(level.group(1))).orElse(null) : null;
    }
}
