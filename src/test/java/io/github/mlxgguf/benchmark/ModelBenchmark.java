package io.github.mlxgguf.benchmark;

import io.github.mlxgguf.junit.ModelMatrix;
import io.github.mlxgguf.plan.PlannedLoad;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.Parameter;

/** Every scenario over every build of every pair; each build is loaded once a round for all of them that share a load. */
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

    @Nested
    @Order(3)
    class ContextStress extends ContextStressScenario {}

    @Nested
    @Order(4)
    class LeakDetection extends LeakDetectionScenario {}

    @Nested
    @Order(5)
    class Moe extends MoeScenario {}

    @Nested
    @Order(6)
    class Concurrency extends ConcurrencyScenario {}
}
