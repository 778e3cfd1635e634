package io.github.mlxgguf.bundle;

import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.record.ResultsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Holds every value of the summary and of the environment to what the records give. */
final class FiguresStep {
    static final List<String> FILES = List.of(ResultsFolder.SUMMARY, BundleFiles.ENVIRONMENT);

    private FiguresStep() {}

    /**
     * Takes the step. The schema of the summary is sealed, so another version of the suite makes the same fields, elements and numbers
     * of the same records; only its sentences may be put otherwise.
     *
     * @return whether no value differs at all, not even in what may pass
     */
    static boolean take(Path root, MadeAgain again, boolean allowRounding, StepNotes notes) throws IOException {
        Path folder = again.folder();
        if (folder == null) {
            return false;
        }
        int rounded = 0;
        int reworded = 0;
        boolean onlyRounding = true;
        for (String name : FILES) {
            if (!Files.isRegularFile(root.resolve(name))) {
                notes.finding(name + ": missing");
                onlyRounding = false;
                continue;
            }
            for (JsonDifference difference : differences(root, folder, name, notes)) {
                if (difference.rounding() && allowRounding) {
                    rounded++;
                } else if (again.otherMaker() != null && difference.wording()) {
                    reworded++;
                } else {
                    onlyRounding &= difference.rounding();
                    notes.finding(name + ", " + difference);
                }
            }
        }
        if (rounded > 0) {
            notes.note(Numbers.counted(rounded, "value")
                    + " differ in the last digits only, which --allow-rounding lets pass");
        }
        if (reworded > 0) {
            notes.note(Numbers.counted(reworded, "value") + " of texts could not be compared");
        }
        if (!notes.passed() && onlyRounding) {
            notes.note(
                    "All of these differ by less than " + JsonDifference.ROUNDING
                            + " of themselves, as where the bundle was made on another processor; --allow-rounding lets that pass.");
        }
        return notes.passed() && rounded == 0 && reworded == 0;
    }

    private static List<JsonDifference> differences(Path root, Path folder, String name, StepNotes notes) {
        try {
            return JsonDifference.between(root.resolve(name), folder.resolve(name));
        } catch (IOException unreadable) {
            notes.finding(name + ": cannot be read as JSON");
            return List.of();
        }
    }
}
