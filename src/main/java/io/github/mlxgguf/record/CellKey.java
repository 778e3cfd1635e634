package io.github.mlxgguf.record;

import io.github.mlxgguf.record.RunBody.PlannedCell;

/**
 * Names a cell: one scenario of one build in one round. What is resumed is resumed by it.
 *
 * @param variant {@code baseline} or {@code candidate}
 */
public record CellKey(String pair, String variant, String scenario, int round) {
    /** The cell that a scenario record ends. */
    public static CellKey of(ScenarioBody cell) {
        return new CellKey(cell.pair(), cell.variant(), cell.scenario(), cell.round());
    }

    /** The cell that a generation belongs to. */
    public static CellKey of(GenerationBody generation) {
        return new CellKey(generation.pair(), generation.variant(), generation.scenario(), generation.round());
    }

    /** A cell of the plan. */
    public static CellKey of(PlannedCell cell) {
        return new CellKey(cell.pair(), cell.variant(), cell.scenario(), cell.round());
    }

    @Override
    public String toString() {
        return pair + " · " + variant + " · " + scenario + " · round " + round;
    }
}
