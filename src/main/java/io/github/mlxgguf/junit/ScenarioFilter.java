package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.plan.PlannedScenario;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Leaves out the scenarios that {@code -Dbench.scenarios} does not name, and remembers which ones the launcher was asked for.
 *
 * <p>A scenario that is left out here never becomes a test, so it shows neither as skipped nor in any total. What an IDE or
 * {@code -Dit.test} selects is known to the launcher only; the memory of it lets the plan count the cells that will really run.
 */
public final class ScenarioFilter implements PostDiscoveryFilter {
    // The launcher makes this object, and no store exists yet at discovery; the plan reads it in the same JVM.
    private static final IdentityHashMap<TestDescriptor, Class<?>> DISCOVERED = new IdentityHashMap<>();

    @Override
    public FilterResult apply(TestDescriptor descriptor) {
        Set<String> named = named();
        Optional<Class<?>> type = descriptor.getSource().flatMap(ScenarioFilter::type);
        Optional<ScenarioId> scenario = type.flatMap(ScenarioFilter::scenario);
        if (type.isEmpty() || scenario.isEmpty()) {
            requireEveryNamedOne(descriptor, named);
            return FilterResult.included("not a scenario");
        }
        if (!named.isEmpty() && !named.contains(scenario.get().id())) {
            return FilterResult.excluded("not named by -Dbench.scenarios");
        }
        if (descriptor.isTest()) {
            remember(descriptor, type.get());
        }
        return FilterResult.included("named");
    }

    private static Set<String> named() {
        Set<String> named = new TreeSet<>();
        for (String id : System.getProperty("bench.scenarios", "").split(",", -1)) {
            if (!id.isBlank()) {
                named.add(id.strip());
            }
        }
        return named;
    }

    /** A name that fits no scenario is a mistake; passed over, it would leave a green build in which less ran, or nothing. */
    private static void requireEveryNamedOne(TestDescriptor descriptor, Set<String> named) {
        if (named.isEmpty() || !isMatrix(descriptor)) {
            return;
        }
        Set<String> offered = descriptor.getDescendants().stream()
                .flatMap(child ->
                        child.getSource().flatMap(ScenarioFilter::type).flatMap(ScenarioFilter::scenario).stream())
                .map(ScenarioId::id)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> strangers = new TreeSet<>(named);
        strangers.removeAll(offered);
        if (!offered.isEmpty() && !strangers.isEmpty()) {
            throw new SetupException("-Dbench.scenarios: found " + String.join(", ", strangers)
                    + ", which cannot run here; allowed: " + String.join(", ", offered) + ".");
        }
    }

    private static boolean isMatrix(TestDescriptor descriptor) {
        return descriptor.getSource().orElse(null) instanceof ClassSource source
                && AnnotationSupport.isAnnotated(source.getJavaClass(), ModelMatrix.class);
    }

    /** A launcher may discover several times (Failsafe does it twice); only the newest tree is going to run. */
    private static void remember(TestDescriptor descriptor, Class<?> type) {
        synchronized (DISCOVERED) {
            DISCOVERED.keySet().removeIf(other -> root(other) != root(descriptor));
            DISCOVERED.put(descriptor, type);
        }
    }

    private static TestDescriptor root(TestDescriptor descriptor) {
        TestDescriptor root = descriptor;
        while (root.getParent().isPresent()) {
            root = root.getParent().get();
        }
        return root;
    }

    /** The scenarios that are still part of a test tree, after every other filter had its say; in the order in which they run. */
    static List<PlannedScenario> selected() {
        return types(true).stream()
                .sorted(ScenarioClasses.inOrder())
                .flatMap(type -> ScenarioClasses.scenario(type).stream())
                .distinct()
                .toList();
    }

    /** Every scenario of the matrices that tests were found in, those included that nobody asked for, in their order. */
    static List<PlannedScenario> offered() {
        return types(false).stream()
                .map(Class::getEnclosingClass)
                .filter(Objects::nonNull)
                .distinct()
                .flatMap(matrix -> ScenarioClasses.nestedIn(matrix).stream())
                .toList();
    }

    private static Set<Class<?>> types(boolean selectedOnly) {
        Set<Class<?>> types = new LinkedHashSet<>();
        synchronized (DISCOVERED) {
            DISCOVERED.forEach((descriptor, type) -> {
                if (!selectedOnly || descriptor.getParent().isPresent()) {
                    types.add(type);
                }
            });
        }
        return types;
    }

    private static Optional<ScenarioId> scenario(Class<?> type) {
        return ScenarioClasses.scenario(type).map(PlannedScenario::id);
    }

    private static Optional<Class<?>> type(TestSource source) {
        if (source instanceof ClassSource classSource) {
            return Optional.of(classSource.getJavaClass());
        }
        return source instanceof MethodSource methodSource
                ? Optional.of(methodSource.getJavaClass())
                : Optional.empty();
    }
}
