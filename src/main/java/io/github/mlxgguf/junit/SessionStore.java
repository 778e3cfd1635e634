package io.github.mlxgguf.junit;

import io.github.mlxgguf.plan.PlannedLoad;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/** The one place where the extensions keep state: JUnit's store, under one namespace. */
final class SessionStore {
    private static final Namespace NAMESPACE = Namespace.create(SessionStore.class);

    private SessionStore() {}

    /** What this launcher session does, found out by whoever asks first; JUnit closes it when the session ends. */
    static MatrixRun run(ExtensionContext context) {
        Store store = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE);
        return store.getOrComputeIfAbsent(
                MatrixRun.class, key -> SessionFactory.fromSystem().open(), MatrixRun.class);
    }

    /** The session of a launcher session that measures. */
    static BenchmarkSession session(ExtensionContext context) {
        if (run(context) instanceof MatrixRun.Measuring measuring) {
            return measuring.session();
        }
        throw new IllegalStateException("nothing is measured in this launcher session, so no cell may ask for it");
    }

    /**
     * The same if somebody has asked for it before, else null.
     *
     * @throws SetupException if it was asked for and could not be opened
     */
    static @Nullable MatrixRun knownRun(ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE).get(MatrixRun.class, MatrixRun.class);
    }

    /** Keeps a load's outcome until the invocation of the context ends. */
    static void put(ExtensionContext context, LoadOutcome outcome) {
        context.getStore(NAMESPACE).put(LoadOutcome.class, outcome);
    }

    /** The outcome of the load that a test shares with others, or null if none is made in its invocation. */
    static @Nullable LoadOutcome outcome(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(LoadOutcome.class, LoadOutcome.class);
    }

    /** Keeps the planned load of an invocation. */
    static void put(ExtensionContext context, PlannedLoad planned) {
        context.getStore(NAMESPACE).put(PlannedLoad.class, planned);
    }

    /** The planned load that a test belongs to. */
    static PlannedLoad planned(ExtensionContext context) {
        PlannedLoad planned = context.getStore(NAMESPACE).get(PlannedLoad.class, PlannedLoad.class);
        if (planned == null) {
            throw new IllegalStateException("a @Scenario class must be nested in a @ModelMatrix class");
        }
        return planned;
    }

    /** Keeps the cell of one test. */
    static void put(ExtensionContext context, Cell cell) {
        context.getStore(NAMESPACE).put(Cell.class, cell);
    }

    /** The cell of one test, or null if it never began. */
    static @Nullable Cell cell(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(Cell.class, Cell.class);
    }
}
