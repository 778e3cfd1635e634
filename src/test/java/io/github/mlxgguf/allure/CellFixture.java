package io.github.mlxgguf.allure;

import io.github.mlxgguf.record.Body;
import io.github.mlxgguf.record.CellEvidence;
import io.github.mlxgguf.record.Envelope;
import io.github.mlxgguf.record.FailureInfo;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.LoadConfigInfo;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.record.RecordJson;
import io.github.mlxgguf.record.ScenarioBody;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The records of one cell, on a session whose clock was 0 at 2026-11-20T10:00:00Z. */
final class CellFixture {
    static final long SECOND = 1_000_000_000L;
    /** Milliseconds since 1970 at which the session's clock was 0. */
    static final long START_MS = 1_795_168_800_000L;

    private static final LoadConfigInfo CONFIG = new LoadConfigInfo(8192, 1, null, null, null, null);

    private CellFixture() {}

    static CellEvidence evidence(Body... bodies) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < bodies.length; i++) {
            String kind =
                    bodies[i].getClass().getSimpleName().replace("Body", "").toLowerCase(java.util.Locale.ROOT);
            lines.append(RecordJson.line(
                            new Envelope(
                                    RecordJson.SCHEMA_VERSION,
                                    kind,
                                    "run",
                                    i,
                                    "2026-11-20T10:00:30.000Z",
                                    1,
                                    30 * SECOND,
                                    "simulated"),
                            bodies[i]))
                    .append('\n');
        }
        return new CellEvidence(lines.toString(), "");
    }

    static LoadBody load(@Nullable Double seconds, @Nullable FailureInfo failure) {
        return new LoadBody(
                "Pair",
                "baseline",
                "gguf",
                1,
                null,
                "llama@q8_0",
                "bench-1",
                "Q8_0",
                1_000_000_000L,
                "1B",
                "llama",
                "rest",
                2 * SECOND,
                4 * SECOND,
                seconds,
                null,
                CONFIG,
                CONFIG,
                new LoadBody.Identity("rest", "listed"),
                true,
                null,
                null,
                phase("baseline", 1, 2),
                null,
                List.of(),
                failure);
    }

    /** From 10 to 12 s. */
    static GenerationBody generation(
            String role, String prompt, @Nullable Double ttftMs, @Nullable Double rate, @Nullable FailureInfo failure) {
        return new GenerationBody(
                "Pair",
                "baseline",
                "gguf",
                "llama@q8_0",
                "simple-generation",
                1,
                2,
                1,
                role,
                new GenerationBody.PromptInfo(prompt, "00", "[salt]"),
                new GenerationBody.Parameters(300, 0, null),
                10 * SECOND,
                12 * SECOND,
                ttftMs,
                ttftMs,
                null,
                ttftMs == null ? null : 2000.0,
                ttftMs == null ? null : 90L,
                ttftMs == null ? null : 64L,
                null,
                64,
                null,
                rate,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                failure);
    }

    /** From 5 to 25 s. */
    static ScenarioBody cell(String pair) {
        return new ScenarioBody(
                pair,
                "baseline",
                "gguf",
                "simple-generation",
                1,
                2L,
                "passed",
                null,
                null,
                5 * SECOND,
                25 * SECOND,
                List.of(phase("idle", 6, 9), phase("prefill", 10, 11), phase("after", 20, 24)),
                List.of(),
                List.of());
    }

    static PhaseMemory phase(String phase, long fromSeconds, long toSeconds) {
        return new PhaseMemory(
                phase,
                fromSeconds * SECOND,
                toSeconds * SECOND,
                Map.of("committed_bytes", new MemoryStat(1_500_000_000L, 1_600_000_000L, 10)));
    }
}
