package io.github.mlxgguf.doctor;

import org.jspecify.annotations.Nullable;

/**
 * One thing that was looked at.
 *
 * @param subject what, in one or two words: "LM Studio", "disk"
 * @param found what was found, in one line
 * @param remedy what to do about it; null only where nothing needs doing
 */
public record Finding(
        Level level, String subject, String found, @Nullable String remedy) {
    /** How bad it is. */
    public enum Level {
        /** As it should be, or only told for information. */
        OK,
        /** A run is possible; its figures may suffer, or it measures less than it could. */
        WARNING,
        /** A run would be impossible or worthless. */
        PROBLEM
    }

    /** Checks that whoever is warned is told the cure. */
    public Finding {
        if (level != Level.OK && remedy == null) {
            throw new IllegalArgumentException("a " + level + " without a remedy: " + subject);
        }
    }

    /** As it should be. */
    public static Finding ok(String subject, String found) {
        return new Finding(Level.OK, subject, found, null);
    }

    /** A run is possible, and not as good as it could be. */
    public static Finding warning(String subject, String found, String remedy) {
        return new Finding(Level.WARNING, subject, found, remedy);
    }

    /** A run makes no sense until this is cured. */
    public static Finding problem(String subject, String found, String remedy) {
        return new Finding(Level.PROBLEM, subject, found, remedy);
    }
}
