package io.github.mlxgguf.monitor.macos;

import io.github.mlxgguf.monitor.MachineConditions.PowerSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what {@code pmset} prints. What is not there, or not as seen so far, is null. */
final class Pmset {
    private static final String TOOL = "/usr/bin/pmset";

    static final List<String> BATTERY = List.of(TOOL, "-g", "batt");
    static final List<String> SETTINGS = List.of(TOOL, "-g");
    static final List<String> HEAT = List.of(TOOL, "-g", "therm");

    private static final Pattern SOURCE = Pattern.compile("^Now drawing from '([^']*)'", Pattern.MULTILINE);
    private static final Pattern LOW_POWER = Pattern.compile("^\\s*lowpowermode\\s+(\\d)\\s*$", Pattern.MULTILINE);
    /** Newer systems: 0 automatic, 1 low power, 2 high power. */
    private static final Pattern POWER_MODE = Pattern.compile("^\\s*powermode\\s+(\\d)\\s*$", Pattern.MULTILINE);

    private static final Pattern SPEED_LIMIT =
            Pattern.compile("^\\s*CPU_Speed_Limit\\s*=\\s*(\\d{1,3})\\s*$", Pattern.MULTILINE);

    private static final String LOW = "1";

    private Pmset() {}

    /** The first line of {@code pmset -g batt}. A desktop prints only that line. */
    static @Nullable PowerSource power(String batt) {
        return first(SOURCE, batt)
                .map(name -> switch (name) {
                    case "AC Power" -> PowerSource.MAINS;
                    case "Battery Power" -> PowerSource.BATTERY;
                    case "UPS Power" -> PowerSource.UPS;
                    default -> null;
                })
                .orElse(null);
    }

    /** {@code lowpowermode} or {@code powermode} of {@code pmset -g}; a Mac without such a mode prints neither. */
    static @Nullable Boolean lowPowerMode(String settings) {
        return first(LOW_POWER, settings)
                .or(() -> first(POWER_MODE, settings))
                .map(LOW::equals)
                .orElse(null);
    }

    /**
     * {@code CPU_Speed_Limit} of {@code pmset -g therm}, per cent. Apple Silicon prints three notes instead, throttled or not,
     * and then this is null.
     */
    static @Nullable Integer cpuSpeedLimitPercent(String therm) {
        return first(SPEED_LIMIT, therm).map(Integer::valueOf).orElse(null);
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
