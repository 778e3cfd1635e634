package io.github.mlxgguf.plan;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ScenarioConfigs;
import io.github.mlxgguf.config.ScenarioId;
import java.time.Duration;

/**
 * How long a plan may take, roughly.
 *
 * @param pauses as the config sets them: cool-downs, baselines, idle times
 * @param loads guessed from sizes
 * @param generations guessed from sizes and lengths
 * @param known what an earlier run took for the same loads and cells, pauses of the cells included
 */
public record TimeEstimate(Duration pauses, Duration loads, Duration generations, Duration known) {
    /** What is read from a disk that has not seen the file lately. */
    public static final double LOAD_BYTES_PER_SECOND = 1e9;

    /** Every token reads every weight once; the memory bandwidth of the smallest Apple chips. */
    public static final double WEIGHT_BYTES_PER_SECOND = 100e9;

    /** Small models are held up by other things than their weights. */
    public static final double MOST_TOKENS_PER_SECOND = 100;

    /** A prompt is worked through in batches, so much faster than an answer is written. */
    public static final double PREFILL_SPEEDUP = 10;

    /** Where the server does not tell a size. */
    public static final long ASSUMED_BYTES = 5_000_000_000L;

    /** Starting a worker, memory watched right after a load, a farewell, an unload, and the wait for memory to settle. */
    public static final Duration AROUND_A_LOAD = Duration.ofSeconds(5);

    /** Tokens of a prompt that is not about its length. */
    private static final int SHORT_PROMPT = 50;

    /** Kinds of work that the mixture-of-experts scenario compares. */
    private static final int MOE_KINDS = 4;

    private static final double NS_PER_SECOND = 1e9;

    /** The estimate of a plan. */
    public static TimeEstimate of(MatrixPlan plan, BenchmarkConfig config, MeasuredTimes measured) {
        Sum sum = new Sum(config, measured);
        plan.loads().stream().filter(load -> load.missing() == null).forEach(sum::add);
        return sum.result();
    }

    /** All of it. */
    public Duration total() {
        return pauses.plus(loads).plus(generations).plus(known);
    }

    private static final class Sum {
        private final BenchmarkConfig config;
        private final ScenarioConfigs scenarios;
        private final MeasuredTimes measured;
        private Duration pauses = Duration.ZERO;
        private Duration loads = Duration.ZERO;
        private Duration known = Duration.ZERO;
        private double generationSeconds;
        private boolean anyLoad;

        Sum(BenchmarkConfig config, MeasuredTimes measured) {
            this.config = config;
            this.scenarios = config.scenarios();
            this.measured = measured;
        }

        TimeEstimate result() {
            return new TimeEstimate(pauses, loads, seconds(generationSeconds), known);
        }

        void add(PlannedLoad load) {
            String key = load.model() == null ? "" : load.model().key();
            long bytes = load.model() == null || load.model().sizeBytes() == null
                    ? ASSUMED_BYTES
                    : load.model().sizeBytes();
            for (int time = 0; time < load.times(); time++) {
                if (anyLoad) {
                    pauses = pauses.plus(config.run().cooldown().atMost());
                }
                anyLoad = true;
                pauses = pauses.plus(scenarios.coldStart().baseline());
                Duration before = measured.load(key);
                if (before == null) {
                    loads = loads.plus(AROUND_A_LOAD).plus(seconds(bytes / LOAD_BYTES_PER_SECOND));
                } else {
                    known = known.plus(AROUND_A_LOAD).plus(before);
                }
            }
            for (PlannedScenario scenario : load.scenarios()) {
                Duration before = measured.cell(key, scenario.id());
                if (before == null) {
                    guess(scenario.id(), Math.min(WEIGHT_BYTES_PER_SECOND / bytes, MOST_TOKENS_PER_SECOND));
                } else {
                    known = known.plus(before);
                }
            }
        }

        private void guess(ScenarioId scenario, double tokensPerSecond) {
            int iterations = config.run().iterations();
            if (scenario.equals(ScenarioId.COLD_START)) {
                pauses = pauses.plus(scenarios.coldStart().idle());
            } else if (scenario.equals(ScenarioId.CONTEXT_STRESS)) {
                scenarios
                        .contextStress()
                        .sizes()
                        .forEach(size -> generate(scenarios.contextStress().iterations(), size, tokensPerSecond));
            } else if (scenario.equals(ScenarioId.LEAK_DETECTION)) {
                int prompts = scenarios.leakDetection().prompts();
                pauses = pauses.plus(scenarios.leakDetection().pause().multipliedBy(prompts));
                generate(prompts, SHORT_PROMPT, tokensPerSecond);
            } else if (scenario.equals(ScenarioId.MOE)) {
                generate(MOE_KINDS * scenarios.moe().iterations(), SHORT_PROMPT, tokensPerSecond);
            } else if (scenario.equals(ScenarioId.CONCURRENCY)) {
                generate(scenarios.concurrency().requests(), SHORT_PROMPT, tokensPerSecond);
            } else {
                generate(config.run().warmup() + iterations, SHORT_PROMPT, tokensPerSecond);
            }
        }

        private void generate(int times, int inputTokens, double tokensPerSecond) {
            double tokens = config.run().maxOutputTokens() + inputTokens / PREFILL_SPEEDUP;
            generationSeconds += times * tokens / tokensPerSecond;
        }

        private static Duration seconds(double seconds) {
            return Duration.ofNanos(Math.round(seconds * NS_PER_SECOND));
        }
    }
}
