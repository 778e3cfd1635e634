package io.github.mlxgguf.doctor;

import java.util.Locale;

/** Sizes for people: decimal units, as LM Studio and the report write them. */
final class Sizes {
    static final long MB = 1_000_000L;
    static final long GB = 1_000_000_000L;

    private Sizes() {}

    static String text(long bytes) {
        return bytes >= GB
                ? String.format(Locale.ROOT, "%.1f GB", bytes / (double) GB)
                : String.format(Locale.ROOT, "%.0f MB", bytes / (double) MB);
    }
}
