package io.github.mlxgguf.doctor;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether results can be written, and whether there is room for them. */
final class ResultsFindings {
    /** One line of {@code samples.jsonl} with every field set, rounded up. */
    static final long SAMPLE_BYTES = 600;

    /** Below it a long run may end in the middle. */
    static final long LITTLE_BYTES = Sizes.GB;

    /** Below it even a short run may not end. */
    static final long TOO_LITTLE_BYTES = 100 * Sizes.MB;

    private static final String ELSEWHERE = "or choose another place with -Dbench.results=DIR.";

    private ResultsFindings() {}

    /**
     * One line.
     *
     * @param sampling time between two samples
     */
    static Finding of(ResultsPlace place, Duration sampling) {
        if (!place.writable()) {
            return Finding.problem(
                    "results",
                    place.existing() + " is not a folder that can be written",
                    "Change its permissions, " + ELSEWHERE);
        }
        Long free = place.freeBytes();
        String found =
                free(free) + " at " + place.existing() + "; samples take about " + perHour(sampling) + " an hour";
        if (free == null || free >= LITTLE_BYTES) {
            return Finding.ok("results", found);
        }
        String remedy = "Make room there, " + ELSEWHERE;
        return free < TOO_LITTLE_BYTES
                ? Finding.problem("results", found, remedy)
                : Finding.warning("results", found, remedy);
    }

    private static String free(@Nullable Long bytes) {
        return bytes == null ? "free space unknown" : Sizes.text(bytes) + " free";
    }

    private static String perHour(Duration sampling) {
        return Sizes.text(Duration.ofHours(1).toNanos() / Math.max(1, sampling.toNanos()) * SAMPLE_BYTES);
    }
}
