package io.github.mlxgguf.record;

import java.util.List;

/** Whether a cell gave a result that counts. */
public final class CellValidity {
    private static final List<String> VOID = List.of(Flag.LOAD_EVENT_INSIDE_REQUEST.id(), Flag.SLEPT.id());

    private CellValidity() {}

    /**
     * True for a cell that passed or failed (an expectation was missed, but it was measured) and that nothing voids. One without a
     * load measured nothing: it failed because its build is not there and {@code bench.strict} forbids that.
     */
    public static boolean counts(ScenarioBody cell) {
        boolean measured = cell.loadSeq() != null
                && (cell.outcome().equals("passed") || cell.outcome().equals("failed"));
        return measured && cell.flags().stream().noneMatch(VOID::contains);
    }
}
