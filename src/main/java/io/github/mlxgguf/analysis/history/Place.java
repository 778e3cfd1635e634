package io.github.mlxgguf.analysis.history;

import io.github.mlxgguf.analysis.evidence.ServerIds;
import org.jspecify.annotations.Nullable;

/**
 * Where runs were made: figures of two machines, or of two kinds of server, never share a series.
 *
 * @param machine in a few words; null if the runs do not tell
 * @param serverKind as in records; null if the runs do not tell
 */
public record Place(@Nullable String machine, @Nullable String serverKind) {
    /** For example {@code Mac15,9, Apple M3 Max, 137 GB RAM · LM Studio}. */
    public String title() {
        return (machine == null ? "unknown machine" : machine) + " · " + server();
    }

    private String server() {
        if (serverKind == null) {
            return "unknown server";
        }
        return switch (serverKind) {
            case "lmstudio" -> "LM Studio";
            case ServerIds.SIMULATED -> "simulated server: invented figures";
            case ServerIds.EMBEDDED -> "embedded server: not your models";
            default -> serverKind;
        };
    }
}
