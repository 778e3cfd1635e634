package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.plan.PlannedScenario;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.platform.commons.support.AnnotationSupport;

/** What the annotations of scenario classes say. */
final class ScenarioClasses {
    private ScenarioClasses() {}

    /**
     * The scenario that a class is; empty if it is none.
     *
     * @throws SetupException if its id cannot be one
     */
    static Optional<PlannedScenario> scenario(Class<?> type) {
        return AnnotationSupport.findAnnotation(type, Scenario.class)
                .map(annotation -> new PlannedScenario(
                        ScenarioId.parse(annotation.value())
                                .orElseThrow(() -> new SetupException("@Scenario of " + type.getName()
                                        + ": expected lower-case words with hyphens, found \"" + annotation.value()
                                        + "\".")),
                        Set.of(annotation.architectures()),
                        annotation.ownLoad(),
                        Set.of(annotation.settings())));
    }

    /** Every scenario of the matrix that a scenario class is nested in; empty if it is nested in none. */
    static List<PlannedScenario> siblings(Class<?> scenario) {
        Class<?> matrix = scenario.getEnclosingClass();
        if (matrix == null || !AnnotationSupport.isAnnotated(matrix, ModelMatrix.class)) {
            return List.of();
        }
        return Arrays.stream(matrix.getDeclaredClasses())
                .flatMap(type -> scenario(type).stream())
                .toList();
    }

    /** The order in which JUnit runs nested classes. */
    static Comparator<Class<?>> inOrder() {
        return Comparator.<Class<?>>comparingInt(type -> AnnotationSupport.findAnnotation(type, Order.class)
                        .map(Order::value)
                        .orElse(Order.DEFAULT))
                .thenComparing(Class::getName);
    }
}
