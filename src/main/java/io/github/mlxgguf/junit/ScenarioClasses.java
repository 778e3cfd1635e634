package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.plan.PlannedScenario;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
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

    /**
     * Every scenario that is nested in a matrix, in the order in which they run; empty if the class is no matrix.
     *
     * @throws SetupException if two of them claim one id: both would write a result of the same cell
     */
    static List<PlannedScenario> nestedIn(Class<?> matrix) {
        if (!AnnotationSupport.isAnnotated(matrix, ModelMatrix.class)) {
            return List.of();
        }
        List<PlannedScenario> scenarios = Arrays.stream(matrix.getDeclaredClasses())
                .sorted(inOrder())
                .flatMap(type -> scenario(type).stream())
                .toList();
        Set<ScenarioId> ids = new HashSet<>();
        for (PlannedScenario scenario : scenarios) {
            if (!ids.add(scenario.id())) {
                throw new SetupException("@Scenario(\"" + scenario.id() + "\"): found on two classes of "
                        + matrix.getSimpleName() + "; allowed: an id of its own for each.");
            }
        }
        return scenarios;
    }

    /** The order in which the scenarios of a matrix run; a load of its own would end the one that the others share. */
    static Comparator<Class<?>> inOrder() {
        return Comparator.<Class<?>, Boolean>comparing(type -> AnnotationSupport.findAnnotation(type, Scenario.class)
                        .map(Scenario::ownLoad)
                        .orElse(false))
                .thenComparing(type -> AnnotationSupport.findAnnotation(type, Order.class)
                        .map(Order::value)
                        .orElse(Order.DEFAULT))
                .thenComparing(Class::getName);
    }
}
