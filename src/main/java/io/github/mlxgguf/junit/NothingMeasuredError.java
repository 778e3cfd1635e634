package io.github.mlxgguf.junit;

import io.github.mlxgguf.plan.MatrixPlan;
import io.github.mlxgguf.plan.PlannedLoad;
import java.util.LinkedHashSet;
import java.util.Set;

/** Every cell was skipped or broke; says what would have to be done for one to run. */
final class NothingMeasuredError extends AssertionError {
    private static final long serialVersionUID = 1L;

    NothingMeasuredError(MatrixPlan plan) {
        super(message(plan));
        setStackTrace(new StackTraceElement[0]);
    }

    private static String message(MatrixPlan plan) {
        Set<String> cures = new LinkedHashSet<>();
        for (PlannedLoad load : plan.loads()) {
            PlannedLoad.Missing missing = load.missing();
            if (missing != null) {
                cures.add(load.pair().name() + ": " + missing.reason() + " Get it with: " + missing.remedy());
            }
        }
        String head = "Nothing was measured: no cell of the plan passed.";
        return cures.isEmpty() ? head + " The failures above say why." : head + "\n  " + String.join("\n  ", cures);
    }
}
