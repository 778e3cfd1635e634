package io.github.mlxgguf.record;

import io.github.mlxgguf.record.EndBody.Counts;
import io.github.mlxgguf.record.RunData.Entry;
import io.github.mlxgguf.trace.Role;
import java.util.function.Consumer;

/** Whether the end of a session counts what the session wrote; where a line is missing nobody can tell. */
final class CountRules {
    private int session;
    private long expectedSeq;
    private boolean gap;
    private int loads;
    private int generations;
    private int measured;
    private int passed;
    private int failed;
    private int broken;
    private int skipped;

    /** Looks at the next record of the file. */
    void check(Entry entry, Consumer<String> problem) {
        if (entry.envelope().session() != session) {
            session = entry.envelope().session();
            // A session begins with its own record, or with the run's; whatever else is first, something before it is
            // lost.
            gap = !(entry.body() instanceof SessionBody) && !(entry.body() instanceof RunBody);
            loads = generations = measured = passed = failed = broken = skipped = 0;
        } else {
            gap |= entry.envelope().seq() != expectedSeq;
        }
        expectedSeq = entry.envelope().seq() + 1;
        count(entry.body());
        if (entry.body() instanceof EndBody end && !gap) {
            Counts written = new Counts(loads, generations, measured, passed, failed, broken, skipped);
            if (!written.equals(end.counts())) {
                problem.accept("/counts: expected what session " + session + " wrote (" + said(written) + "), found "
                        + said(end.counts()));
            }
        }
    }

    private void count(Body body) {
        if (body instanceof LoadBody load && load.failure() == null) {
            loads++;
        } else if (body instanceof GenerationBody generation) {
            generations++;
            measured += generation.failure() == null && generation.role().equals(Role.MEASURED.id()) ? 1 : 0;
        } else if (body instanceof ScenarioBody cell) {
            switch (cell.outcome()) {
                case "passed" -> passed++;
                case "failed" -> failed++;
                case "broken" -> broken++;
                default -> skipped++;
            }
        }
    }

    private static String said(Counts counts) {
        return "loads " + counts.loads() + ", generations " + counts.generations() + ", measured "
                + counts.measuredGenerations() + ", passed " + counts.scenariosPassed() + ", failed "
                + counts.scenariosFailed() + ", broken " + counts.scenariosBroken() + ", skipped "
                + counts.scenariosSkipped();
    }
}
