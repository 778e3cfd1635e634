package io.github.mlxgguf.analysis.summary;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.mlxgguf.config.ExpectationMetric;
import io.github.mlxgguf.record.RunBody.HardwareProfile;
import io.github.mlxgguf.record.RunBody.OsInfo;
import io.github.mlxgguf.record.RunBody.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The conclusions of a run, for programs: what {@code summary.json} holds, field by field. Null is unknown.
 *
 * @param notice the sentence that stands on top of everything made from this run, or null
 * @param provenance what was measured with what, so that no figure stands without its conditions
 * @param flags ids of every quality flag that was raised, sorted, each once
 * @param implausible figures that cannot be
 * @param deployments what the config's deployments get, in its order
 */
public record RunSummary(
        String schemaVersion,
        String runId,
        @Nullable String notice,
        Server server,
        Provenance provenance,
        List<String> flags,
        List<Pair> pairs,
        List<Implausible> implausible,
        List<Deployment> deployments) {
    /** Copies the lists. */
    public RunSummary {
        flags = List.copyOf(flags);
        implausible = List.copyOf(implausible);
        deployments = List.copyOf(deployments);
        pairs = List.copyOf(pairs);
    }

    /** What answered; null where no record could be read. */
    public record Server(@Nullable String kind, @Nullable Boolean simulated) {}

    /**
     * When, on what and with what a run was made; null is unknown, for example where the run record is damaged.
     *
     * @param started when its first record was written, ISO-8601 UTC
     * @param serverVersion as the server tells it
     * @param configDigest SHA-256 of the config file
     * @param engines one for each format that was measured, by format; several for a format whose engine changed during the run
     * @param mergedFrom ids of the runs whose rounds were put together here, in the order of their rounds; empty for a run as it was
     *     measured
     */
    public record Provenance(
            @Nullable String started,
            @Nullable String suiteVersion,
            @Nullable String gitCommit,
            @Nullable String serverVersion,
            @Nullable String configDigest,
            @Nullable HardwareProfile hardwareProfile,
            @Nullable OsInfo os,
            @Nullable Settings settings,
            List<Engine> engines,
            List<String> mergedFrom) {
        /** Where nothing could be read. */
        public static final Provenance UNKNOWN =
                new Provenance(null, null, null, null, null, null, null, null, List.of(), List.of());

        /** Copies the lists. */
        public Provenance {
            engines = List.copyOf(engines);
            mergedFrom = List.copyOf(mergedFrom);
        }
    }

    /** The engine that ran builds of one format. */
    public record Engine(
            String format, @Nullable String name, @Nullable String version) {}

    /**
     * One pair of builds.
     *
     * @param status {@code complete}, {@code incomplete} (a cell could not run or was not reached) or {@code failed}
     * @param reason why it is not complete
     */
    public record Pair(
            String name,
            String architecture,
            String varies,
            String status,
            @Nullable String reason,
            Variant baseline,
            Variant candidate,
            Certificate certificate,
            List<Metric> metrics,
            List<Memory> memory,
            List<Leak> leak,
            @Nullable Crossover crossover,
            List<Recommendation> recommendations,
            List<JudgedExpectation> expectations,
            List<Answer> answers,
            List<Consistency> consistency) {
        /** Copies the lists. */
        public Pair {
            metrics = List.copyOf(metrics);
            memory = List.copyOf(memory);
            leak = List.copyOf(leak);
            recommendations = List.copyOf(recommendations);
            expectations = List.copyOf(expectations);
            answers = List.copyOf(answers);
            consistency = List.copyOf(consistency);
        }
    }

    /** One build; the key is null if the server has none. */
    public record Variant(
            String label,
            String format,
            String quantization,
            @Nullable String modelKey) {}

    /**
     * How far the two builds are the same work.
     *
     * @param notes sentences that lower nothing
     */
    public record Certificate(Grade grade, List<Reason> reasons, List<String> notes) {
        /** Copies the lists. */
        public Certificate {
            reasons = List.copyOf(reasons);
            notes = List.copyOf(notes);
        }
    }

    /**
     * A difference between the two builds.
     *
     * @param remedy what would remove it, or null where it is intended
     */
    public record Reason(String id, String text, @Nullable String remedy) {}

    /**
     * One figure of both builds in one scenario.
     *
     * @param prompt id of the one prompt that it is about, where a scenario asks several; else null
     * @param ratio candidate divided by baseline
     * @param provisional fewer than 3 loads of each build stand behind the ratio
     * @param moreRounds rounds beyond those that there are which would decide, an estimate; null where it is decided or unknown
     */
    public record Metric(
            String name,
            String scenario,
            @Nullable String prompt,
            String unit,
            Better better,
            SideFigure baseline,
            SideFigure candidate,
            Ratio ratio,
            boolean provisional,
            Verdict verdict,
            @Nullable Integer moreRounds) {}

    /**
     * A figure of one build.
     *
     * @param median of the loads' medians, in the metric's unit
     * @param n number of values
     * @param loads number of loads that they come from
     * @param succeeded attempts that ended well and count
     * @param attempted all of them
     * @param loadMedians the median of each load, in the order of the rounds: what an interval over loads is made from
     */
    public record SideFigure(
            @Nullable Double median, int n, int loads, int succeeded, int attempted, List<Double> loadMedians) {
        /** Copies the list. */
        public SideFigure {
            loadMedians = List.copyOf(loadMedians);
        }
    }

    /**
     * A ratio with its 95 % interval.
     *
     * @param value null where the two must not or cannot be divided
     * @param low null under 3 loads of each build
     * @param high null where {@code low} is
     * @param method how the interval was made: {@code paired_t} or {@code block_bootstrap}; null where {@code low} is
     */
    public record Ratio(
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable String method) {
        /** No ratio. */
        public static final Ratio NONE = new Ratio(null, null, null, null);
    }

    /**
     * Memory of one build in one phase.
     *
     * @param metric the sample field
     * @param medianBytes median over rounds of the phase's median
     * @param peakBytes highest peak; null where no round has enough readings for one
     * @param n number of readings
     */
    public record Memory(
            String variant,
            String phase,
            String metric,
            long medianBytes,
            @Nullable Long peakBytes,
            int n) {}

    /**
     * The judgement on the memory that one load of one build keeps from request to request.
     *
     * @param n requests that the slope rests on
     * @param metric the sample field; null where none was read
     * @param mbPerRequest slope, 10^6 bytes; of bounded growth that of the part since it is flat
     * @param low of its 95 % interval
     * @param high of its 95 % interval
     * @param detectableMbPerRequest the smallest growth that this load could have shown
     * @param reclaimedBytes what the unload gave back
     */
    public record Leak(
            String variant,
            int round,

            @JsonProperty("class") LeakClass leakClass,

            @Nullable String metric,
            int n,
            @Nullable Double mbPerRequest,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double detectableMbPerRequest,
            @Nullable Long reclaimedBytes) {}

    /**
     * One check of one build's measured answers to a prompt.
     *
     * @param check its id
     * @param notJudged answers on which it means nothing, as those of a server whose models speak no language
     */
    public record Answer(
            String variant, String scenario, String prompt, String check, int passed, int failed, int notJudged) {}

    /**
     * Whether a build answers equal requests equally.
     *
     * @param loads loads on which equal requests were made
     * @param judged those of them on which all were answered
     * @param identical those of the judged on which all answers are the same to the last byte
     */
    public record Consistency(String variant, String scenario, String prompt, int loads, int judged, int identical) {}

    /**
     * Time of a request as {@code fixed + prompt + output}, for both builds.
     */
    public record Crossover(Fit baseline, Fit candidate) {
        /**
         * The fit of one build, in milliseconds: {@code fixedMs + msPerPromptToken · prompt} to the first text, and
         * {@code msPerOutputToken} for each output token after the first.
         *
         * @param points requests that it rests on
         * @param heldOut requests that were kept out of a fit and predicted by it
         * @param heldOutError median of the absolute errors of those predictions, as a share of what was measured, of the time to
         *     first text or of the time of an output token, whichever is larger
         */
        public record Fit(
                double fixedMs,
                double msPerPromptToken,
                double msPerOutputToken,
                int points,
                int heldOut,
                @Nullable Double heldOutError) {}
    }

    /**
     * Which build to take for a use.
     *
     * @param choice {@code baseline}, {@code candidate}, {@code either} (practically equal), {@code undecided}, {@code withheld} or
     *     {@code unknown} (not measured)
     * @param because the figures that it rests on
     * @param wouldChange what would change it
     */
    public record Recommendation(String use, String choice, String because, String wouldChange) {}

    /** A figure that cannot be; the pair and the build are null where it is about the run. */
    public record Implausible(
            String id, @Nullable String pair, @Nullable String variant, String text) {}

    /** A place where the models shall run, as the config names it, and what fits there. */
    public record Deployment(
            String name, double memoryBudgetGb, int concurrency, String priority, List<DeploymentAdvice> advice) {
        /** Copies the list. */
        public Deployment {
            advice = List.copyOf(advice);
        }
    }

    /**
     * What one pair gives a deployment.
     *
     * @param choice as in a recommendation; {@code none} if neither build fits
     * @param contextTokens context length at which the chosen build was measured; null where none is chosen
     * @param headroomBytes budget minus the chosen build's peak memory growth; null where none is chosen
     */
    public record DeploymentAdvice(
            String pair,
            String choice,
            @Nullable Integer contextTokens,
            @Nullable Long headroomBytes,
            String because,
            String wouldChange) {}

    /**
     * What the config expected of a pair, and what the run says about it.
     *
     * @param metric of {@link ExpectationMetric}
     * @param expected operator and bound, for example {@code >= 2.0}
     * @param text one sentence with the figures and where they come from
     */
    public record JudgedExpectation(String metric, String scenario, String expected, Outcome outcome, String text) {
        /** The expectation as the config writes it, for example {@code decode_ratio@context-stress >= 2.0}. */
        public String title() {
            String name = ExpectationMetric.fromId(metric)
                    .map(known -> known.in(scenario))
                    .orElse(metric);
            return name + " " + expected;
        }
    }
}
