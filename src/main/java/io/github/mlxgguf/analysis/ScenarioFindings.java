package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.leak.LeakFinding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What scenarios show beyond the comparison of figures; each part is empty where its scenario was not measured. Figures of both
 * builds that have a row in the comparison are the medians that stand there.
 *
 * @param leakCourses what the course of memory over many requests says, load by load, the worker's before the system's
 */
public record ScenarioFindings(
        ContextStress contextStress, Moe moe, Concurrency concurrency, List<LeakFinding> leakCourses) {
    /** Copies the list. */
    public ScenarioFindings {
        leakCourses = List.copyOf(leakCourses);
    }

    /**
     * Speed and memory against the length of the prompt.
     *
     * @param notes sentences on what was left out or possibly cut
     */
    public record ContextStress(List<Size> sizes, List<String> notes) {
        /** Copies the lists. */
        public ContextStress {
            sizes = List.copyOf(sizes);
            notes = List.copyOf(notes);
        }
    }

    /**
     * One size of the document, summarised by one build.
     *
     * @param askedTokens the size that was asked for, an estimate; null if the prompt's id does not tell
     * @param inputTokens the server's count of the whole prompt, median
     * @param growthBytes peak memory growth while this size was worked on
     * @param keptBytes memory right after its answers minus memory after the load
     */
    public record Size(
            String prompt,
            @Nullable Long askedTokens,
            String label,
            @Nullable Long inputTokens,
            @Nullable Double prefillTokensPerSecond,
            @Nullable Double ttftMs,
            @Nullable Double decodeTokensPerSecond,
            @Nullable Long growthBytes,
            @Nullable Long keptBytes) {}

    /** Decode speed by kind of work; the spreads are null where there are no kinds. */
    public record Moe(
            List<Kind> kinds,
            @Nullable Spread baseline,
            @Nullable Spread candidate) {
        /** Copies the list. */
        public Moe {
            kinds = List.copyOf(kinds);
        }
    }

    /**
     * One kind of work.
     *
     * @param kind for people, for example {@code maths}
     * @param ratio candidate divided by baseline
     */
    public record Kind(
            String kind,
            String prompt,
            @Nullable Double baseline,
            @Nullable Double candidate,
            @Nullable Double ratio) {}

    /**
     * How much a build's speed differs between kinds of work.
     *
     * @param ratio the fastest kind's rate divided by the slowest's; null under two kinds
     * @param kinds number of kinds that have a rate
     */
    public record Spread(@Nullable Double ratio, int kinds) {}

    /**
     * Several requests at once.
     *
     * @param notes sentences on requests that waited for slots
     */
    public record Concurrency(List<Together> loads, List<String> notes) {
        /** Copies the lists. */
        public Concurrency {
            loads = List.copyOf(loads);
            notes = List.copyOf(notes);
        }
    }

    /**
     * The requests at once of one load.
     *
     * @param slots in effect; null if the server does not tell
     * @param decodeTokensPerSecond median of the single requests' rates
     */
    public record Together(
            String label,
            int round,
            int requests,
            int succeeded,
            @Nullable Integer slots,
            @Nullable Double totalTokensPerSecond,
            @Nullable Double decodeTokensPerSecond,
            @Nullable Double ttftSpreadMs,
            @Nullable Long growthBytes,
            @Nullable Long keptBytes) {}
}
