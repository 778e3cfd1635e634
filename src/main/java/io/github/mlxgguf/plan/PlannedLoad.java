package io.github.mlxgguf.plan;

import io.github.mlxgguf.config.PairConfig;
import io.github.mlxgguf.config.VariantConfig;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.trace.Side;
import org.jspecify.annotations.Nullable;

/**
 * One load of the plan: a build, in a round.
 *
 * @param round from 1
 * @param model what the server has for it, or null
 * @param missing why it cannot be loaded, or null
 * @param variantKey the build of a catalogue model, as {@code key@variant}, which only the {@code lms} tool can load; null for a
 *     plain key
 */
public record PlannedLoad(
        PairConfig pair,
        Side side,
        int round,
        @Nullable ModelEntry model,
        @Nullable Missing missing,
        @Nullable String variantKey) {

    /** The load of a plain key, or none. */
    public PlannedLoad(PairConfig pair, Side side, int round, @Nullable ModelEntry model, @Nullable Missing missing) {
        this(pair, side, round, model, missing, null);
    }

    /**
     * Why a build cannot be loaded.
     *
     * @param reason a sentence
     * @param remedy the command that would change that
     */
    public record Missing(String reason, String remedy) {}

    /** The build as the config describes it. */
    public VariantConfig variant() {
        return pair.variant(side);
    }

    /** For people: pair, build and round. */
    public String label() {
        return pair.name() + " · " + variant().label() + " · round " + round;
    }

    @Override
    public String toString() {
        return label();
    }
}
