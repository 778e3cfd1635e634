package io.github.mlxgguf.monitor.macos;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the lines {@code name: value} of {@code sysctl}. A name that the system does not know has no line, and is null. */
final class Sysctl {
    /** Digits of a number that fits a long. */
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private static final Pattern SWAP_USED = Pattern.compile("\\bused\\s*=\\s*(\\d+(?:\\.\\d+)?)M\\b");
    private static final Pattern FIRST_LOAD = Pattern.compile("\\{\\s*(\\d+)[.,](\\d+)\\b");
    private static final double BYTES_PER_MEGABYTE = 1024 * 1024;

    private final Map<String, String> values = new HashMap<>();

    Sysctl(String output) {
        output.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                values.put(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 1).strip());
            }
        });
    }

    @Nullable
    Long number(String name) {
        String value = values.get(name);
        return value != null && NUMBER.matcher(value).matches() ? Long.valueOf(value) : null;
    }

    /** {@code vm.swapusage}; its M are 1024 × 1024 bytes. */
    @Nullable
    Long swapUsedBytes() {
        Matcher used = SWAP_USED.matcher(values.getOrDefault("vm.swapusage", ""));
        return used.find() ? Math.round(Double.parseDouble(used.group(1)) * BYTES_PER_MEGABYTE) : null;
    }

    /** The first figure of {@code vm.loadavg}, which looks like {@code { 1.93 2.10 2.24 }}; some locales write commas. */
    @Nullable
    Double load1m() {
        Matcher load = FIRST_LOAD.matcher(values.getOrDefault("vm.loadavg", ""));
        return load.find() ? Double.valueOf(load.group(1) + "." + load.group(2)) : null;
    }
}
