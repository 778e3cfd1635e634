package io.github.mlxgguf.analysis;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.mlxgguf.config.ExpectationMetric;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The conclusions of a run, for programs: what {@code summary.json} holds, field by field. Null is unknown.
 *
 * @param notice the sentence that stands on top of everything made from this run, or null
 * @param flags ids of every quality flag that was raised, sorted, each once
 */
public record RunSummary(
        String schemaVersion,
        String runId,
        @Nullable String notice,
        Server server,
        List<String> flags,
        List<Pair> pairs) {
    /** Copies the lists. */
    public RunSummary {
        flags = List.copyOf(flags);
        pairs = List.copyOf(pairs);
    }

    /** What answered; null where no record could be read. */
    public record Server(@Nullable String kind, @Nullable Boolean simulated) {}

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

    /** How far the two builds are the same work. */
    public record Certificate(Grade grade, List<Reason> reasons) {
        /** Copies the list. */
        public Certificate {
            reasons = List.copyOf(reasons);
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
            Verdict verdict) {}

    /**
     * A figure of one build.
     *
     * @param median of the loads' medians, in the metric's unit
     * @param n number of values
     * @param loads number of loads that they come from
     * @param succeeded attempts that ended well and count
     * @param attempted all of them
     */
    public record SideFigure(@Nullable Double median, int n, int loads, int succeeded, int attempted) {}

    /**
     * A ratio with its 95 % interval.
     *
     * @param value null where the two must not or cannot be divided
     * @param low null under 3 loads of each build
     * @param high null where {@code low} is
     */
    public record Ratio(
            @Nullable Double value,
            @Nullable Double low,
            @Nullable Double high) {
        /** No ratio. */
        static final Ratio NONE = new Ratio(null, null, null);
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

    /** The judgement on a memory leak of one build. */
    public record Leak(
            String variant,

            @JsonProperty("class") String leakClass,

            String metric,
            @Nullable Double mbPerRequest,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double detectableMbPerRequest) {}

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

    /** Which build to take for a use. */
    public record Recommendation(String use, String choice, String because) {}

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
