package io.github.mlxgguf.analysis.plausibility;

import io.github.mlxgguf.analysis.summary.RunSummary.Implausible;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.trace.Side;

/** A figure that cannot be. It is told and nothing is dropped: every table still shows it. */
sealed interface Implausibility {
    /** The build that it is about. */
    Build build();

    /** The word of {@code summary.json}. */
    String id();

    /** One sentence with the figures and with what they suggest. */
    String text();

    /** As {@code summary.json} holds it. */
    default Implausible summary() {
        return new Implausible(id(), build().pair(), build().side().id(), text());
    }

    /** A build of a pair. */
    record Build(String pair, String label, Side side) {}

    /** Prompts were read faster than any engine reads. */
    record PrefillBeyondReach(Build build, String scenario, double tokensPerSecond, int times, int of)
            implements Implausibility {
        @Override
        public String id() {
            return "prefill_beyond_reach";
        }

        @Override
        public String text() {
            return build.label() + " in " + scenario + ": prefill of up to " + Numbers.figure(tokensPerSecond)
                    + " tokens/s, beyond " + Numbers.exact(PrefillChecks.BEYOND_REACH_TOKENS_PER_SECOND)
                    + " tokens/s in " + times + " of " + Numbers.counted(of, "request")
                    + ". No engine is known to read that fast, so the prompt was probably taken from a cache.";
        }
    }

    /** Prompts were read much faster than others of about their length by the same build. */
    record PrefillOutOfLine(
            Build build,
            String scenario,
            double tokensPerSecond,
            long inputTokens,
            double usualTokensPerSecond,
            long usualInputTokens)
            implements Implausibility {
        @Override
        public String id() {
            return "prefill_out_of_line";
        }

        @Override
        public String text() {
            return build.label() + " in " + scenario + ": prefill of " + Numbers.figure(tokensPerSecond)
                    + " tokens/s for a prompt of " + Numbers.count(inputTokens) + " tokens, more than "
                    + Numbers.exact(PrefillChecks.OUT_OF_LINE_FACTOR) + " times its own "
                    + Numbers.figure(usualTokensPerSecond) + " tokens/s for prompts of "
                    + Numbers.count(usualInputTokens) + " tokens. The prompt was probably taken from a cache.";
        }
    }

    /** The process that was watched is smaller than the weights that it should hold. */
    record WorkerTooSmall(Build build, long peakBytes, long sizeBytes) implements Implausibility {
        @Override
        public String id() {
            return PlausibilityCheck.WORKER_TOO_SMALL;
        }

        @Override
        public String text() {
            return build.label() + ": the worker process had at most " + Numbers.bytes(peakBytes)
                    + ", less than the " + Numbers.bytes(sizeBytes)
                    + " of weights that it should hold. Probably another process was watched, so its memory from request to"
                    + " request says nothing; the memory of the whole machine is not touched by this.";
        }
    }

    /** The whole system grew by less than the worker alone. */
    record GrowthBelowWorker(Build build, String scenario, int round, long growthBytes, long workerBytes)
            implements Implausibility {
        @Override
        public String id() {
            return "growth_below_worker";
        }

        @Override
        public String text() {
            return build.label() + " in " + scenario + ", round " + Numbers.count(round) + ": peak memory growth of "
                    + Numbers.bytes(growthBytes) + " is below the " + Numbers.bytes(workerBytes)
                    + " that its own worker grew by. Other programs gave memory back meanwhile, so the true need is higher.";
        }
    }

    /** Tokens were written faster than memory can hand over the weights that each of them needs. */
    record DecodeBeyondBandwidth(
            Build build,
            String scenario,
            double tokensPerSecond,
            long sizeBytes,
            String chip,
            double bandwidthBytesPerSecond)
            implements Implausibility {
        @Override
        public String id() {
            return "decode_beyond_bandwidth";
        }

        @Override
        public String text() {
            return build.label() + " in " + scenario + ": decode at " + Numbers.figure(tokensPerSecond)
                    + " tokens/s with weights of " + Numbers.bytes(sizeBytes) + " would move "
                    + Numbers.figure(tokensPerSecond * sizeBytes / 1e9) + " GB/s, and the memory of "
                    + chip + " gives " + Numbers.exact(bandwidthBytesPerSecond / 1e9)
                    + " GB/s. Probably several tokens come of one pass over the weights (draft decoding), or this is not the"
                    + " build that was meant.";
        }
    }
}
