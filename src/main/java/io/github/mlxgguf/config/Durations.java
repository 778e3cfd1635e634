package io.github.mlxgguf.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 100ms}, {@code 5s}, {@code 15m}, {@code 1h}. */
public final class Durations {
    /** What a duration may look like, to say so. */
    public static final String ALLOWED = "a duration such as 100ms, 5s, 15m or 1h";

    /** Nine digits are eleven days in milliseconds and cannot overflow in hours. */
    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private Durations() {}

    /** The duration that a text means; empty if it means none. */
    public static Optional<Duration> read(String text) {
        try {
            return Optional.of(parse(text));
        } catch (InvalidValueException notADuration) {
            return Optional.empty();
        }
    }

    static Duration parse(String text) throws InvalidValueException {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw InvalidValueException.of("\"" + text + "\"", ALLOWED);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /** The largest unit that needs no fraction, so that a limit reads as somebody would write it. */
    static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 3600 == 0 && seconds > 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
