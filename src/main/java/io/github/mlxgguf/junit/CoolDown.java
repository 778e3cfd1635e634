package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.Cooldown;
import io.github.mlxgguf.config.Defaults;
import io.github.mlxgguf.metric.MachineWatch;
import io.github.mlxgguf.trace.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/** The pause before a load: a fixed time, or until the machine is quiet. */
final class CoolDown {
    /** The machine must have been quiet for this long. It may reach back to before the pause. */
    static final Duration WINDOW = Duration.ofSeconds(5);

    /** What other programs shift within some seconds on a machine that does nothing. */
    static final long QUIET_COMMITTED_BYTES = 100_000_000;

    /** Share of all cores; the suite itself takes about one hundredth. */
    static final double QUIET_CPU_SHARE = 0.1;

    private static final Duration POLL = Duration.ofMillis(500);
    private static final String NOMINAL = "nominal";
    private static final double NS_PER_SECOND = 1e9;

    private final MemoryBooks.History history;
    private final LongSupplier nowNs;
    private final Consumer<Duration> pause;

    CoolDown(MemoryBooks.History history, LongSupplier nowNs, Consumer<Duration> pause) {
        this.history = history;
        this.nowNs = nowNs;
        this.pause = pause;
    }

    /**
     * How it went.
     *
     * @param seconds how long it took
     * @param settled false if the machine was not quiet in the end
     */
    record Result(double seconds, boolean settled) {}

    /** Waits as configured. */
    Result run(Cooldown cooldown) {
        long startNs = nowNs.getAsLong();
        if (cooldown.until() == Cooldown.Until.TIME) {
            pause.accept(cooldown.atMost());
            return result(startNs, true);
        }
        pause.accept(Defaults.COOLDOWN_AT_LEAST);
        while (!isQuiet()) {
            Duration left = cooldown.atMost().minusNanos(nowNs.getAsLong() - startNs);
            if (left.isZero() || left.isNegative()) {
                return result(startNs, false);
            }
            pause.accept(left.compareTo(POLL) < 0 ? left : POLL);
        }
        return result(startNs, true);
    }

    private Result result(long startNs, boolean settled) {
        return new Result((nowNs.getAsLong() - startNs) / NS_PER_SECOND, settled);
    }

    /** Everything that is known is quiet, and something is known. */
    private boolean isQuiet() {
        long now = nowNs.getAsLong();
        List<Sample> window = history.between(now - WINDOW.toNanos(), now + 1);
        long[] committed = window.stream()
                .map(Sample::committedBytes)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .toArray();
        double[] cpu = window.stream()
                .filter(sample -> sample.cpuUser() != null && sample.cpuSystem() != null)
                .mapToDouble(MemoryBooks::cpuShare)
                .toArray();
        return committed.length + cpu.length > 0
                && range(committed) < QUIET_COMMITTED_BYTES
                && mean(cpu) < QUIET_CPU_SHARE
                // the thermal state is read every five seconds or so, which a window of five may miss
                && isCool(history.between(now - MachineWatch.CARRY.toNanos(), now + 1));
    }

    private static long range(long[] values) {
        return values.length == 0
                ? 0
                : LongStream.of(values).max().getAsLong()
                        - LongStream.of(values).min().getAsLong();
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return values.length == 0 ? 0 : sum / values.length;
    }

    /** By the newest state that is known; a machine that does not tell is not held up. */
    private static boolean isCool(List<Sample> lately) {
        return lately.stream()
                .map(Sample::thermal)
                .filter(Objects::nonNull)
                .reduce((earlier, later) -> later)
                .map(NOMINAL::equals)
                .orElse(true);
    }
}
