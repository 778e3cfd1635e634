package io.github.mlxgguf.bundle;

import io.github.mlxgguf.analysis.text.Numbers;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the check of a bundle found.
 *
 * @param bundle the zip or the unpacked folder
 * @param runId as its records say; null where they could not be read
 * @param sha256 of the zip; null for a folder
 * @param files number of files in it
 * @param evidence what kind of evidence it is, where it is not about a real LM Studio; else null
 * @param otherMaker the version that made the bundle, where it is not this one: its texts could not be compared; else null
 * @param steps in the order in which they were taken; what a step needs and another found missing is not there
 */
public record Verification(
        Path bundle,
        @Nullable String runId,
        @Nullable String sha256,
        int files,
        @Nullable String evidence,
        @Nullable String otherMaker,
        List<Step> steps) {
    /** What even a verified bundle does not show. */
    public static final String LIMITS =
            "A bundle has no signature: this shows that it is consistent, not that its records were"
                    + " measured. Compare the SHA-256 of the zip with the one that its maker published.";

    /** Copies the list. */
    public Verification {
        steps = List.copyOf(steps);
    }

    /** What a step looks at. */
    public enum Look {
        /** Whether it can be unpacked without harm. */
        SAFETY("safe to unpack"),
        /** Every file against {@code SHA256SUMS}. */
        HASHES("hashes"),
        /** Records, samples and summary against their schemas, the config against its digest. */
        CONTRACT("file contract"),
        /** {@code summary.json} and {@code environment.json} against what the records give. */
        FIGURES("figures from the records"),
        /** Every other file that can be made again. */
        FILES("files made again");

        private final String title;

        Look(String title) {
            this.title = title;
        }

        /** In words. */
        public String title() {
            return title;
        }
    }

    /**
     * One step.
     *
     * @param findings why the bundle is not verified; empty if nothing was found
     * @param notes what a reader should know and is no fault
     */
    public record Step(Look look, List<String> findings, List<String> notes) {
        /** Copies the lists. */
        public Step {
            findings = List.copyOf(findings);
            notes = List.copyOf(notes);
        }

        /** Whether nothing was found. */
        public boolean passed() {
            return findings.isEmpty();
        }
    }

    /** Whether every step was taken, none found anything, and everything could be compared. */
    public boolean verified() {
        return figuresVerified() && otherMaker == null;
    }

    /** Whether every step was taken and none found anything; the texts of another version could not be compared. */
    public boolean figuresVerified() {
        return steps.size() == Look.values().length && steps.stream().allMatch(Step::passed);
    }

    /** The result in a sentence. */
    public String sentence() {
        String name = runId == null ? Printable.of(String.valueOf(bundle.getFileName())) : Printable.of(runId);
        if (!figuresVerified()) {
            int found = steps.stream().mapToInt(step -> step.findings().size()).sum();
            if (found == 0) {
                return "NOT verified: " + name + ": no records.jsonl, so nothing can be made from it";
            }
            return "NOT verified: " + name + ": " + Numbers.counted(found, "finding") + ", the first: "
                    + steps.stream()
                            .flatMap(step -> step.findings().stream())
                            .findFirst()
                            .orElse("none");
        }
        String hashes = ": the hashes of " + Numbers.counted(files, "file") + " fit, the records are valid, and ";
        return otherMaker == null
                ? "verified: " + name + hashes
                        + "the summary, the report and all that goes with it come out of them again, byte for byte"
                : "figures verified, texts NOT compared: " + name + hashes
                        + "every figure of the summary comes out of them again; the texts were made by mlx-gguf-bench "
                        + Printable.of(otherMaker) + ", not by this " + Environment.thisVersion()
                        + ", and could not be compared";
    }
}
