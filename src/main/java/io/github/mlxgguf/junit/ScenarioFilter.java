package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.ScenarioId;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        Optional<ScenarioId> scenario = descriptor.getSource().flatMap(ScenarioFilter::scenario);
        if (scenario.isEmpty()) {
            return FilterResult.included("not a scenario");
        }
        String named = System.getProperty("bench.scenarios", "");
        if (!named.isBlank()
                && List.of(named.split(",")).stream()
                        .noneMatch(id -> id.strip().equals(scenario.get().id()))) {
            return FilterResult.excluded("not named by -Dbench.scenarios");
        }
        if (descriptor.isTest()) {
            remember(descriptor, scenario.get());
        }
        return FilterResult.included("named");
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
