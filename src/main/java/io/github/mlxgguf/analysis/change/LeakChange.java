package io.github.mlxgguf.analysis.change;

import io.github.mlxgguf.analysis.summary.LeakClass;
import io.github.mlxgguf.analysis.summary.RunSummary.Leak;
import io.github.mlxgguf.analysis.text.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a build's own process grows otherwise than before; the load of the worst class stands for its run.
 *
 * @param regression whether memory that did not keep growing now surely does, or what grew surely grows faster
 */
public record LeakChange(String pair, String variant, String label, Leak old, Leak now, boolean regression) {
    /** For example {@code Llama 3.2 1B, MLX: memory growth none (10 requests), then linear (…)}. */
    public String sentence() {
        return pair + ", " + label + ": memory growth " + words(old) + ", then " + words(now);
    }

    /** Whether it grew before already. */
    public boolean grewBefore() {
        return old.leakClass() != LeakClass.NONE && old.leakClass() != LeakClass.BOUNDED;
    }

    private static String words(Leak leak) {
        return leak.leakClass().id() + " (" + slope(leak.mbPerRequest(), leak.low(), leak.high())
                + Numbers.counted(leak.n(), "request") + ")";
    }

    private static String slope(@Nullable Double slope, @Nullable Double low, @Nullable Double high) {
        return slope == null
                ? ""
                : Numbers.figure(slope) + " MB per request"
                        + (low == null || high == null
                                ? ", "
                                : ", " + Numbers.figure(low) + " to " + Numbers.figure(high) + ", ");
    }
}
