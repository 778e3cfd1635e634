package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.ScenarioId;
import java.util.EnumSet;
import java.util.IdentityHashMap;
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
    private static final IdentityHashMap<TestDescriptor, ScenarioId> DISCOVERED = new IdentityHashMap<>();

    @Override
    public FilterResult apply(TestDescriptor descriptor) {
        Set<String> named = named();
        Optional<ScenarioId> scenario = descriptor.getSource().flatMap(ScenarioFilter::scenario);
        if (scenario.isEmpty()) {
            requireEveryNamedOne(descriptor, named);
            return FilterResult.included("not a scenario");
        }
        if (!named.isEmpty() && !named.contains(scenario.get().id())) {
            return FilterResult.excluded("not named by -Dbench.scenarios");
        }
        if (descriptor.isTest()) {
            remember(descriptor, scenario.get());
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
                .flatMap(child -> child.getSource().flatMap(ScenarioFilter::scenario).stream())
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
    private static void remember(TestDescriptor descriptor, ScenarioId scenario) {
        synchronized (DISCOVERED) {
            DISCOVERED.keySet().removeIf(other -> root(other) != root(descriptor));
            DISCOVERED.put(descriptor, scenario);
        }
    }

    private static TestDescriptor root(TestDescriptor descriptor) {
        TestDescriptor root = descriptor;
        while (root.getParent().isPresent()) {
            root = root.getParent().get();
        }
        return root;
    }

    /** The scenarios that are still part of a test tree, after every other filter had its say. */
    static Set<ScenarioId> selected() {
        Set<ScenarioId> selected = EnumSet.noneOf(ScenarioId.class);
        synchronized (DISCOVERED) {
            DISCOVERED.forEach((descriptor, scenario) -> {
                if (descriptor.getParent().isPresent()) {
                    selected.add(scenario);
                }
            });
        }
        return selected;
    }

    private static Optional<ScenarioId> scenario(TestSource source) {
        Class<?> type = null;
        if (source instanceof ClassSource classSource) {
            type = classSource.getJavaClass();
        } else if (source instanceof MethodSource methodSource) {
            type = methodSource.getJavaClass();
        }
        return type == null
                ? Optional.empty()
                : AnnotationSupport.findAnnotation(type, Scenario.class).map(Scenario::value);
    }
}
