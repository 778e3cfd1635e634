package io.github.mlxgguf.config;

import java.time.Duration;
import java.util.Map;

/** Reads {@code run.cooldown}: a duration, {@code settled}, or {@code {until: settled, at_most: 3m}}. */
final class CooldownReader {
    private static final String SETTLED = "settled";
    private static final String ALLOWED = Durations.ALLOWED + ", or settled";
    private static final Duration LONGEST = Duration.ofHours(1);

    private CooldownReader() {}

    static Cooldown read(YamlValue value) {
        if (value.isMap()) {
            return settled(value.map());
        }
        Cooldown fallback = Cooldown.fixed(Defaults.COOLDOWN);
        if (value.isAbsent()) {
            return fallback;
        }
        String raw = value.scalar(ALLOWED);
        String text = raw == null ? null : value.resolve(raw);
        if (text == null) {
            return fallback;
        }
        if (text.equals(SETTLED)) {
            return Cooldown.settled(Defaults.COOLDOWN_AT_MOST);
        }
        try {
            Duration length = Durations.parse(text);
            if (length.compareTo(LONGEST) <= 0) {
                return Cooldown.fixed(length);
            }
            value.refuse(text, Durations.format(Duration.ZERO) + " to " + Durations.format(LONGEST));
        } catch (InvalidValueException noDuration) {
            value.refuse("\"" + text + "\"", ALLOWED);
        }
        return fallback;
    }

    private static Cooldown settled(YamlMap map) {
        map.value("until").requiredChoice(Map.of(SETTLED, Cooldown.Until.SETTLED), Cooldown.Until.SETTLED);
        Duration atMost = map.value("at_most").duration(Defaults.COOLDOWN_AT_MOST, Defaults.COOLDOWN_AT_LEAST, LONGEST);
        map.finish();
        return Cooldown.settled(atMost);
    }
}
