package io.github.mlxgguf.plan;

import io.github.mlxgguf.config.PairConfig;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.config.VariantConfig;
import io.github.mlxgguf.record.CellKey;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.trace.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One load of the plan: a build, in a round.
 *
 * @param round from 1
 * @param model what the server has for it, or null
 * @param missing why it cannot be loaded, or null
 * @param variantKey the build of a catalogue model, as {@code key@variant}, which only the {@code lms} tool can load; null for a
 *     plain key
 * @param scenarios the cells of this build and round, in order; those that need a load of their own come last
 */
public record PlannedLoad(
        PairConfig pair,
        Side side,
        int round,
        @Nullable ModelEntry model,
        @Nullable Missing missing,
        @Nullable String variantKey,
        List<PlannedScenario> scenarios) {
    /** Copies the list. */
    public PlannedLoad {
        scenarios = List.copyOf(scenarios);
    }

    /** The load of a plain key, or none, on which nothing runs yet. */
    public PlannedLoad(PairConfig pair, Side side, int round, @Nullable ModelEntry model, @Nullable Missing missing) {
        this(pair, side, round, model, missing, null, List.of());
    }

    /** The same with other cells. */
    public PlannedLoad withScenarios(List<PlannedScenario> others) {
        return new PlannedLoad(pair, side, round, model, missing, variantKey, others);
    }

    /** Whether a scenario is among the cells. */
    public boolean runs(ScenarioId scenario) {
        return scenarios.stream().anyMatch(planned -> planned.id().equals(scenario));
    }

    /** The cell of one of the scenarios. */
    public CellKey cell(PlannedScenario scenario) {
        return new CellKey(pair.name(), side.id(), scenario.id().id(), round);
    }

    /** How often the build is brought into memory in this round: once for all that share a load, once for each that does not. */
    public int times() {
        int own = (int) scenarios.stream().filter(PlannedScenario::ownLoad).count();
        return own + (isShared() ? 1 : 0);
    }

    /** Whether any cell uses the load that is made once for all of them. */
    public boolean isShared() {
        return scenarios.stream().anyMatch(scenario -> !scenario.ownLoad());
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
