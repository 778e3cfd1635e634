package io.github.mlxgguf.benchmark;

import io.github.mlxgguf.junit.Cell;
import io.github.mlxgguf.junit.Scenario;
import io.github.mlxgguf.trace.Phase;
import org.junit.jupiter.api.Test;

/** What a model costs before anybody asks it anything: load time, memory after the load, memory when left alone. */
@Scenario("cold-start")
abstract class ColdStartScenario {
    @Test
    void loadsAndRests(Cell cell) {
        cell.includeLoadPhases();
        cell.observe(Phase.IDLE, cell.config().scenarios().coldStart().idle());
    }
}
