package io.github.mlxgguf.allure;

import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.trace.Role;
import java.util.ArrayList;
import java.util.List;

/** What the steps of a cell are called. A figure that is unknown is left out. */
final class StepText {
    private StepText() {}

    /** For example {@code load via rest: 4.2 s}. */
    static String of(LoadBody load) {
        Double seconds = load.loadSeconds();
        return "load via " + load.via()
                + (load.scenario() == null ? ", shared by the scenarios of this round" : "")
                + (seconds == null ? "" : ": " + Figures.of(seconds, "s"));
    }

    /** For example {@code measured 1 · short: TTFT 120 ms, 45.2 tokens/s, 64 tokens}. */
    static String of(GenerationBody generation) {
        List<String> figures = new ArrayList<>();
        Double ttft = generation.ttftMs();
        if (ttft != null) {
            figures.add("TTFT " + Figures.of(ttft, "ms"));
        }
        Double rate = generation.decodeTokensPerSecond();
        if (rate != null) {
            figures.add(Figures.of(rate, "tokens/s"));
        }
        Long tokens = generation.outputTokens();
        if (tokens != null) {
            figures.add(tokens + (tokens == 1 ? " token" : " tokens"));
        }
        return name(generation) + (figures.isEmpty() ? "" : ": " + String.join(", ", figures));
    }

    private static String name(GenerationBody generation) {
        String role = generation.role().equals(Role.WARMUP.id()) ? "warm-up" : generation.role();
        return role + " " + generation.iteration() + " · " + generation.prompt().id();
    }
}
