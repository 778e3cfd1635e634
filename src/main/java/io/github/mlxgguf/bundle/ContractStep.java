package io.github.mlxgguf.bundle;

import io.github.mlxgguf.record.Problem;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.SchemaValidator;
import io.github.mlxgguf.record.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds records, samples and summary to the file contract, and the config to its digest. */
final class ContractStep {
    private ContractStep() {}

    static StepNotes take(Path root, MadeAgain again) throws IOException {
        StepNotes notes = new StepNotes(Verification.Look.CONTRACT);
        for (String name : List.of(ResultsFolder.RECORDS, ResultsFolder.SAMPLES)) {
            if (Files.isRegularFile(root.resolve(name))) {
                lines(root.resolve(name), name, notes);
            } else {
                notes.note("no " + name + " in it");
            }
        }
        if (Files.isRegularFile(root.resolve(ResultsFolder.SUMMARY))) {
            try {
                tell(SchemaValidator.validateFile(root.resolve(ResultsFolder.SUMMARY)), ResultsFolder.SUMMARY, notes);
            } catch (ResultsException unusable) {
                notes.finding(Printable.of(String.valueOf(unusable.getMessage())));
            }
        }
        config(root, again.run(), notes);
        List<String> logs = BundleFiles.LOGS.stream()
                .filter(name -> Files.isRegularFile(root.resolve(name)))
                .toList();
        if (!logs.isEmpty()) {
            notes.note(String.join(", ", logs)
                    + ": logs are held to their hash only; nothing shows that they are of this run");
        }
        return notes;
    }

    private static void lines(Path file, String name, StepNotes notes) throws IOException {
        try {
            FileCheck check = FileCheck.ofLines(file);
            tell(check.problems(), name, notes);
            if (check.torn()) {
                notes.note("the last line of " + name + " was cut off, as a crash leaves it; it counts nowhere");
            }
        } catch (ResultsException unusable) {
            notes.finding(Printable.of(String.valueOf(unusable.getMessage())));
        }
    }

    private static void tell(List<Problem> problems, String name, StepNotes notes) {
        problems.forEach(problem -> notes.finding(name + ": " + Printable.of(problem.toString())));
    }

    private static void config(Path root, @Nullable RunData run, StepNotes notes) throws IOException {
        Optional<String> expected = run == null ? Optional.empty() : run.run().map(RunBody::configDigest);
        Path config = root.resolve(ResultsFolder.CONFIG);
        if (!Files.isRegularFile(config)) {
            notes.note("no " + ResultsFolder.CONFIG
                    + " in it: the run was made before the config was kept, or it was left out");
            return;
        }
        String found = Sha256.of(config);
        if (expected.isPresent() && !expected.get().equals(found)) {
            notes.finding(ResultsFolder.CONFIG + ": is not the config of the run, its SHA-256 is " + found
                    + ", and the run record says " + Printable.of(expected.get()));
        }
    }
}
