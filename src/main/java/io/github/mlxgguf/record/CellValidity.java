package io.github.mlxgguf.record;

import java.util.List;
import java.util.Set;

/** Which records are results: what a resume need not do again, and what an analysis may count. */
public final class CellValidity {
    private static final Set<String> MEASURED = Set.of("passed", "failed");
    private static final Set<String> VOIDING = Set.of(Flag.LOAD_EVENT_INSIDE_REQUEST.id(), Flag.SLEPT.id());

    private CellValidity() {}

    /**
     * Whether a cell has its result: it passed or missed an expectation, nothing voids it, and no later record stands in for
     * it. A broken or skipped cell has none, nor has one that failed without a load, because its build is not there and
     * {@code bench.strict} forbids that.
     */
    public static boolean isValid(ScenarioBody cell) {
        return cell.loadSeq() != null
                && MEASURED.contains(cell.outcome())
                && !isVoid(cell.flags())
                && !cell.flags().contains(Flag.SUPERSEDED.id());
    }

    /** Whether flags say that the times of a record mean something else, so that it counts nowhere. */
    public static boolean isVoid(List<String> flags) {
        return flags.stream().anyMatch(VOIDING::contains);
    }
}
