package io.github.mlxgguf.record;

import io.github.mlxgguf.metric.Anomaly;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to the machine or the model and that a reader of the figures should look at; the moment is a place to
 * look, the flags say what it does to the figures.
 *
 * @param anomaly id of the kind
 * @param pair the pair whose build was loaded or measured; this and the next four are null where none was
 * @param startNs when it began, session clock
 * @param endNs when it was over or last seen
 * @param value how large it is, in the unit that the kind names
 * @param text one sentence with the figures
 */
public record AnomalyBody(
        String anomaly,
        @Nullable String pair,
        @Nullable String variant,
        @Nullable String format,
        @Nullable String scenario,
        @Nullable Integer round,
        long startNs,
        long endNs,
        double value,
        String text)
        implements Body {
    /** What was found, where it was found; without a model the place is all null. */
    public static AnomalyBody of(
            Anomaly found,
            @Nullable String pair,
            @Nullable String variant,
            @Nullable String format,
            @Nullable String scenario,
            @Nullable Integer round) {
        return new AnomalyBody(
                found.kind().id(),
                pair,
                variant,
                format,
                scenario,
                round,
                found.startNs(),
                found.endNs(),
                found.value(),
                found.text());
    }
}
