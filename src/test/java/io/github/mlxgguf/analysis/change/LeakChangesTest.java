package io.github.mlxgguf.analysis.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.summary.LeakClass;
import io.github.mlxgguf.analysis.summary.RunSummary.Leak;
import io.github.mlxgguf.analysis.summary.RunSummary.Pair;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeakChangesTest {
    private static final Leak NONE = leak(LeakClass.NONE, 30, 0.01, -0.1, 0.1);
    private static final Leak LINEAR = leak(LeakClass.LINEAR, 30, 2.0, 1.8, 2.2);

    @Test
    void memoryThatBeginsToGrowIsARegression() {
        LeakChange change = change(NONE, LINEAR, null).orElseThrow();

        assertThat(change.regression()).isTrue();
        assertThat(change.sentence())
                .isEqualTo(
                        "Llama 3.2 1B, MLX: memory growth none (0.0100 MB per request, −0.100 to 0.100, 30 requests), then linear"
                                + " (2.00 MB per request, 1.80 to 2.20, 30 requests)");
    }

    @Test
    void memoryThatStopsGrowingIsAChangeAndNoRegression() {
        assertThat(change(LINEAR, NONE, null).orElseThrow().regression()).isFalse();
    }

    @Test
    void aLeakThatGrowsSurelyFasterIsARegressionWithinItsClassAndAcrossClasses() {
        Leak fast = leak(LeakClass.LINEAR, 30, 100, 98, 102);
        Leak growth = leak(LeakClass.GROWTH, 30, 1.5, 1.0, 2.3);

        assertThat(change(LINEAR, fast, null).orElseThrow().regression()).isTrue();
        assertThat(change(LINEAR, fast, null).orElseThrow().grewBefore()).isTrue();
        assertThat(change(fast, LINEAR, null).orElseThrow().regression()).isFalse();
        assertThat(change(growth, fast, null).orElseThrow().regression()).isTrue();
        assertThat(change(growth, LINEAR, null).orElseThrow().regression()).isFalse();
        assertThat(change(LINEAR, leak(LeakClass.LINEAR, 30, 2.3, 2.1, 2.5), null))
                .isEmpty();
        assertThat(change(NONE, LINEAR, null).orElseThrow().grewBefore()).isFalse();
    }

    @Test
    void fasterThanBeforeByLessThanTheLimitsIsNoRegression() {
        Leak slow = leak(LeakClass.LINEAR, 30, 0.2, 0.1, 0.3);

        assertThat(change(slow, leak(LeakClass.LINEAR, 30, 0.45, 0.4, 0.5), null)
                        .orElseThrow()
                        .regression())
                .isFalse();
    }

    @Test
    void theSameClassIsNoChange() {
        assertThat(change(NONE, NONE, null)).isEmpty();
    }

    @Test
    void growthThatTheOldRunCouldNotHaveSeenMayHaveBeenThere() {
        Leak blind = new Leak("candidate", 1, LeakClass.NONE, "worker_footprint_bytes", 10, 0.0, -2.0, 2.0, 3.0, null);

        assertThat(change(blind, LINEAR, null).orElseThrow().regression()).isFalse();
    }

    @Test
    void anotherBuildsMemoryIsNotJudged() {
        ChangeReason other = new ChangeReason.OtherBuild("quantization", "8bit", "4bit");

        assertThat(change(NONE, LINEAR, other).orElseThrow().regression()).isFalse();
    }

    private static Optional<LeakChange> change(Leak old, Leak now, @Nullable ChangeReason differs) {
        return LeakChanges.of(pair(old), pair(now), "candidate", "MLX", differs);
    }

    private static Leak leak(LeakClass kind, int n, double slope, double low, double high) {
        return new Leak("candidate", 1, kind, "worker_footprint_bytes", n, slope, low, high, 0.2, null);
    }

    private static Pair pair(Leak leak) {
        Pair known = RunAnalysis.of(RunFixture.threeRounds().data())
                .summary()
                .pairs()
                .get(0);
        return new Pair(
                known.name(),
                known.architecture(),
                known.varies(),
                known.status(),
                known.reason(),
                known.baseline(),
                known.candidate(),
                known.certificate(),
                known.metrics(),
                known.memory(),
                List.of(leak),
                known.crossover(),
                known.recommendations(),
                known.expectations(),
                known.answers(),
                known.consistency());
    }
}
