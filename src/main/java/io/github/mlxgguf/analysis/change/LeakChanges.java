package io.github.mlxgguf.analysis.change;

import io.github.mlxgguf.analysis.summary.LeakClass;
import io.github.mlxgguf.analysis.summary.RunSummary.Leak;
import io.github.mlxgguf.analysis.summary.RunSummary.Pair;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the memory of a build's own process grows otherwise than before; memory of the whole system is no witness. */
final class LeakChanges {
    /** From the best to the worst. */
    private static final List<LeakClass> ORDER = List.of(
            LeakClass.INSUFFICIENT,
            LeakClass.NONE,
            LeakClass.BOUNDED,
            LeakClass.GROWTH,
            LeakClass.STEP,
            LeakClass.LINEAR);

    private static final List<LeakClass> HARMLESS = List.of(LeakClass.NONE, LeakClass.BOUNDED);
    private static final String WORKER = "worker_";
    /** Megabytes per request that growth must surely exceed to count; the bound that linear growth has within a run. */
    private static final double LEAST_MB_PER_REQUEST = 0.5;

    private LeakChanges() {}

    /**
     * The change of one build, if its class is another or its growth surely is; never a regression where {@code differs} says that the
     * build or the work is another.
     */
    static Optional<LeakChange> of(Pair old, Pair now, String variant, String label, @Nullable ChangeReason differs) {
        Optional<Leak> before = worst(old, variant);
        Optional<Leak> after = worst(now, variant);
        if (before.isEmpty()
                || after.isEmpty()
                || (before.get().leakClass() == after.get().leakClass() && overlap(before.get(), after.get()))
                || !Objects.equals(before.get().metric(), after.get().metric())) {
            return Optional.empty();
        }
        boolean regression = differs == null && isWorse(before.get(), after.get());
        return Optional.of(new LeakChange(now.name(), variant, label, before.get(), after.get(), regression));
    }

    private static Optional<Leak> worst(Pair pair, String variant) {
        return pair.leak().stream()
                .filter(leak -> leak.variant().equals(variant)
                        && leak.metric() != null
                        && leak.metric().startsWith(WORKER))
                .max(Comparator.<Leak>comparingInt(leak -> ORDER.indexOf(leak.leakClass()))
                        .thenComparingDouble(leak -> leak.mbPerRequest() == null ? 0 : leak.mbPerRequest()));
    }

    /** What has no interval cannot be told apart. */
    private static boolean overlap(Leak old, Leak now) {
        return old.low() == null
                || old.high() == null
                || now.low() == null
                || now.high() == null
                || (now.low() <= old.high() && now.high() >= old.low());
    }

    private static boolean isWorse(Leak old, Leak now) {
        if (old.leakClass() == LeakClass.INSUFFICIENT
                || ORDER.indexOf(now.leakClass()) < ORDER.indexOf(LeakClass.GROWTH)) {
            return false;
        }
        boolean began = HARMLESS.contains(old.leakClass());
        if (now.leakClass() == LeakClass.STEP) {
            return began;
        }
        Double low = now.low();
        Double reached = old.high();
        if (!began && (low == null || reached == null || low <= reached)) {
            return false;
        }
        Double limit = old.detectableMbPerRequest();
        // What the old run could not have seen may have been there.
        return low != null && low > LEAST_MB_PER_REQUEST && (limit == null || low > limit);
    }
}
