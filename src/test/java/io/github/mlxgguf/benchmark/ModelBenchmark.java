package io.github.mlxgguf.benchmark;

import io.github.mlxgguf.junit.ModelMatrix;
import io.github.mlxgguf.plan.PlannedLoad;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.Parameter;

/** Every scenario over every build of every pair; each build is loaded once a round for all of them. */
@ModelMatrix
class ModelBenchmark {
    @Parameter
    PlannedLoad load;

    @Nested
    @Order(1)
    class ColdStart extends ColdStartScenario {}

    @Nested
    @Order(2)
    class SimpleGeneration extends SimpleGenerationScenario {}
}
