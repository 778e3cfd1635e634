package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.evidence.CellMemory;
import io.github.mlxgguf.analysis.evidence.ServerIds;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.SessionBody;
import io.github.mlxgguf.trace.Phase;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Committed memory of the machine around the start of the server: what the server itself takes is the difference.
 *
 * @param server its name
 * @param beforeBytes median before the server was started; null if somebody else had started it
 * @param idleBytes median with the server up and no model
 */
public record ServerMemory(String server, @Nullable Long beforeBytes, long idleBytes) {
    /** Of the first session that knows both, else of the first that knows the idle server; null if none does. */
    static @Nullable ServerMemory of(RunData data, @Nullable String serverKind) {
        List<ServerMemory> known = data.bodies(SessionBody.class).stream()
                .flatMap(session -> of(session, name(serverKind)).stream())
                .toList();
        return known.stream()
                .filter(memory -> memory.beforeBytes() != null)
                .findFirst()
                .or(() -> known.stream().findFirst())
                .orElse(null);
    }

    /** Idle minus before, in bytes; null where it cannot be told. */
    public @Nullable Long ownBytes() {
        return beforeBytes == null ? null : (Long) (idleBytes - beforeBytes);
    }

    /** For people. */
    public String sentence() {
        Long own = ownBytes();
        if (own == null) {
            return server
                    + " itself: unknown, because it ran before the suite did; with it and without a model the machine had "
                    + Numbers.bytes(idleBytes)
                    + " committed. Let the suite start it with server.manage: true to measure it.";
        }
        String difference = own > 0 ? Numbers.bytes(own) : "no measurable";
        return server + " itself: " + difference
                + " committed memory without a model (" + Numbers.bytes(idleBytes) + " while idle, "
                + Numbers.bytes(beforeBytes) + " before it was started).";
    }

    private static Optional<ServerMemory> of(SessionBody session, String server) {
        return committed(session, Phase.SERVER_IDLE)
                .map(idle -> new ServerMemory(
                        server, committed(session, Phase.BEFORE_SERVER).orElse(null), idle));
    }

    private static Optional<Long> committed(SessionBody session, Phase phase) {
        return session.memory().stream()
                .filter(memory -> memory.phase().equals(phase.id()))
                .map(PhaseMemory::metrics)
                .flatMap(metrics -> Optional.ofNullable(metrics.get(CellMemory.COMMITTED)).stream())
                .map(MemoryStat::medianBytes)
                .findFirst();
    }

    private static String name(@Nullable String serverKind) {
        return switch (serverKind == null ? "" : serverKind) {
            case ServerIds.SIMULATED -> "The simulated server";
            case ServerIds.EMBEDDED -> "The embedded server";
            default -> "LM Studio";
        };
    }
}
