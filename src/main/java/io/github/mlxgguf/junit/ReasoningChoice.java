package io.github.mlxgguf.junit;

import io.github.mlxgguf.server.ModelEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much a model shall think before it answers: as little as it allows, said explicitly, since the server's default differs
 * between builds.
 */
final class ReasoningChoice {
    private static final List<String> LEAST_FIRST = List.of("off", "low", "medium", "high");

    private ReasoningChoice() {}

    /** The switch to send, or null for a model without one. */
    static @Nullable String of(ModelEntry model) {
        return LEAST_FIRST.stream()
                .filter(model.reasoningOptions()::contains)
                .findFirst()
                .orElseGet(() -> model.reasoningOptions().isEmpty()
                        ? null
                        : model.reasoningOptions().get(0));
    }
}
