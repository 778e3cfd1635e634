package io.github.mlxgguf.junit;

import io.github.mlxgguf.record.Body;
import io.github.mlxgguf.record.EndBody;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.trace.Role;

/** Counts what was written, for the {@code end} record and for the question whether anything was measured at all. */
final class Tally {
    private int loads;
    private int attemptedLoads;
    private int generations;
    private int measured;
    private int passed;
    private int failed;
    private int broken;
    private int skipped;

    synchronized void count(Body body) {
        if (body instanceof LoadBody load) {
            attemptedLoads++;
            loads += load.failure() == null ? 1 : 0;
        } else if (body instanceof GenerationBody generation) {
            generations++;
            if (generation.failure() == null && generation.role().equals(Role.MEASURED.id())) {
                measured++;
            }
        } else if (body instanceof ScenarioBody scenario) {
            switch (scenario.outcome()) {
                case "passed" -> passed++;
                case "failed" -> failed++;
                case "broken" -> broken++;
                default -> skipped++;
            }
        }
    }

    /** Loads, failed ones included. */
    synchronized int attemptedLoads() {
        return attemptedLoads;
    }

    synchronized EndBody.Counts counts() {
        return new EndBody.Counts(loads, generations, measured, passed, failed, broken, skipped);
    }

    /** Whether at least one cell passed, so that there is something to report. */
    synchronized boolean measuredSomething() {
        return passed > 0;
    }
}
