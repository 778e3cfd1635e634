package io.github.mlxgguf.analysis;

import static io.github.mlxgguf.analysis.FindingsOf.pair;
import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.CANDIDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.analysis.ScenarioFindings.Kind;
import io.github.mlxgguf.analysis.ScenarioFindings.Moe;
import io.github.mlxgguf.analysis.ScenarioFindings.Spread;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MoeReaderTest {
    @Test
    void kindsHaveTheirRatesAndEachBuildItsSpread() {
        RunFixture run = new RunFixture();
        run.scenario = "moe";
        run.architecture = "moe";
        run.start();
        measure(run, BASELINE, Map.of("train-speed", 40.0, "short-story", 50.0, "fibonacci", 32.0));
        measure(run, CANDIDATE, Map.of("train-speed", 80.0, "short-story", 90.0));

        Moe moe = pair(run).scenarios().moe();

        assertThat(moe.kinds())
                .usingRecursiveComparison()
                .withComparatorForType((one, other) -> Math.abs(one - other) < 1e-9 ? 0 : 1, Double.class)
                .isEqualTo(List.of(
                        new Kind("maths", "train-speed", 40.0, 80.0, 2.0),
                        new Kind("creative writing", "short-story", 50.0, 90.0, 1.8),
                        new Kind("code", "fibonacci", 32.0, null, null),
                        new Kind("own-prompt", "own-prompt", null, null, null)));
        assertThat(moe.baseline()).isEqualTo(new Spread(50.0 / 32.0, 3));
        assertThat(moe.candidate()).isEqualTo(new Spread(1.125, 2));
    }

    /** A prompt without a rate was answered too shortly for one. */
    private static void measure(RunFixture run, String variant, Map<String, Double> rates) {
        long seq = run.load(variant, 1, 1);
        for (String prompt : List.of("train-speed", "short-story", "fibonacci", "own-prompt")) {
            Double rate = rates.get(prompt);
            run.ask(prompt, 0, 1).generation(variant, 1, seq, 1, new Measured(200, 100.0, rate, 10, 1000, 50, 100));
        }
    }

    @Test
    void aPairWithoutTheScenarioHasNoKinds() {
        assertThat(pair(RunFixture.threeRounds()).scenarios().moe()).isEqualTo(new Moe(List.of(), null, null));
    }
}
