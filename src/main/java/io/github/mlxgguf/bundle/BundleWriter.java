package io.github.mlxgguf.bundle;

import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.record.LiveSession;
import io.github.mlxgguf.record.Problem;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.RunReader;
import io.github.mlxgguf.record.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Packs the evidence of a run into one zip that {@code verify} can check. The report in it is made afresh from the records, so that a
 * stale one never goes along; the results folder itself stays as it is. The same folder gives the same bytes, with the same suite and
 * the same Java.
 */
public final class BundleWriter {
    private static final int SHOWN_PROBLEMS = 5;
    private static final String CUT_OFF =
            " ends in a line that was cut off, as a crash leaves it. It is packed as it is and counts nowhere.";

    private BundleWriter() {}

    /**
     * Packs a run.
     *
     * @param folder a results folder or a {@code latest} pointer to one
     * @param out the zip, or null for {@code <run id>.zip} beside the folder
     * @throws ResultsException if there is no such run, it still goes on, is of another schema version or is not valid, its config is
     *     another than the run's, or the zip is
     *     there already or cannot be written; nothing is left behind then
     */
    public static Bundle write(Path folder, @Nullable Path out, Bundle.Options options) {
        ResultsFolder results = ResultsFolder.resolve(folder);
        try (Scratch scratch = Scratch.open()) {
            return write(results, out, options, scratch);
        } catch (IOException e) {
            throw Failed.to("bundle", results.path(), e);
        }
    }

    private static Bundle write(ResultsFolder results, @Nullable Path out, Bundle.Options options, Scratch scratch)
            throws IOException {
        requireRecords(results);
        RunData run = RunReader.read(results.path());
        LiveSession.requireNone(run, "bundle it");
        requireConfigOfTheRun(results, run);
        String runId = runId(run, results);
        Path zip = out == null ? results.path().resolveSibling(runId + ".zip") : out;
        requireFree(zip, options.force());

        List<String> warnings = new ArrayList<>();
        Path copy = scratch.folder(runId);
        copyEvidence(results, copy, options.withLogs(), warnings);
        requireValid(copy, options.invalid(), warnings);
        RunData packed = DerivedFiles.make(copy);
        warnStale(results, copy, warnings);
        warnings.addAll(OwnersTraces.in(copy, packed, System.getProperty("user.home", "")));
        Files.writeString(
                copy.resolve(BundleFiles.SUMS), HashList.of(copy, FileNames.in(copy)), StandardCharsets.UTF_8);
        requireSize(copy);
        try {
            ZipPacker.pack(copy, zip);
        } catch (IOException e) {
            throw Failed.to("write", zip, e);
        }
        return new Bundle(
                zip, runId, Files.size(zip), Sha256.of(zip), FileNames.in(copy).size(), warnings);
    }

    private static void requireRecords(ResultsFolder results) {
        if (!Files.isRegularFile(results.records())) {
            throw new ResultsException("no " + ResultsFolder.RECORDS + " in "
                    + results.path().toAbsolutePath()
                    + ": without it there is no evidence. Give the folder of a run, for example results/latest.");
        }
    }

    /** Or the bundle would never be verified. */
    private static void requireConfigOfTheRun(ResultsFolder results, RunData run) throws IOException {
        Path config = results.path().resolve(ResultsFolder.CONFIG);
        Optional<String> expected = run.run().map(RunBody::configDigest);
        if (expected.isEmpty() || !Files.isRegularFile(config)) {
            return;
        }
        String found = Sha256.of(config);
        if (!found.equals(expected.get())) {
            throw new ResultsException(ResultsFolder.CONFIG + " in "
                    + results.path().toAbsolutePath() + " is not the file that the run was made with (SHA-256 " + found
                    + ", the records say " + Printable.of(expected.get())
                    + "). Put the original back, or remove it: the bundle then holds its digest only.");
        }
    }

    /** The folder in the zip and the zip itself are named after it, so it must not lead anywhere. */
    private static String runId(RunData run, ResultsFolder results) {
        String id = run.entries().isEmpty()
                ? results.runId()
                : run.entries().get(0).envelope().runId();
        if (!BundleFiles.SAFE_SEGMENT.matcher(id).matches()) {
            throw new ResultsException("the records in " + results.path().toAbsolutePath() + " name a run "
                    + Printable.excerpt(id) + ", which no run of this suite is called");
        }
        return id;
    }

    private static void requireFree(Path zip, boolean force) {
        if (Files.isDirectory(zip)) {
            throw new ResultsException(zip.toAbsolutePath() + " is a folder. Name a file with --out FILE.");
        }
        if (!force && Files.exists(zip)) {
            throw new ResultsException(zip.toAbsolutePath()
                    + " is there already and stays as it is. Name another file with --out FILE, or replace it with"
                    + " --force.");
        }
        Path parent = zip.toAbsolutePath().getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            throw new ResultsException("there is no folder " + parent + " to write " + zip.getFileName() + " into");
        }
    }

    private static void copyEvidence(ResultsFolder results, Path copy, boolean withLogs, List<String> warnings)
            throws IOException {
        Files.copy(results.records(), copy.resolve(ResultsFolder.RECORDS));
        if (!copyIfThere(results, ResultsFolder.SAMPLES, copy)) {
            warnings.add("The run has no " + ResultsFolder.SAMPLES
                    + ": nobody can look at memory over time, only at what the records say of it.");
        }
        if (!copyIfThere(results, ResultsFolder.CONFIG, copy)) {
            warnings.add("The run has no " + ResultsFolder.CONFIG
                    + ": it was made before the config was kept. The records have its digest only.");
        }
        if (withLogs) {
            for (String log : BundleFiles.LOGS) {
                copyIfThere(results, log, copy);
            }
            warnings.add("The logs are in it, with paths and names of your machine.");
        }
    }

    private static boolean copyIfThere(ResultsFolder results, String name, Path copy) throws IOException {
        Path file = results.path().resolve(name);
        if (!Files.isRegularFile(file)) {
            return false;
        }
        Files.copy(file, copy.resolve(name));
        return true;
    }

    private static void requireValid(Path copy, boolean invalid, List<String> warnings) throws IOException {
        for (String name : List.of(ResultsFolder.RECORDS, ResultsFolder.SAMPLES)) {
            Path file = copy.resolve(name);
            if (!Files.isRegularFile(file)) {
                continue;
            }
            FileCheck check = FileCheck.ofLines(file);
            if (check.torn()) {
                warnings.add(name + CUT_OFF);
            }
            if (check.problems().isEmpty()) {
                continue;
            }
            String said = name + " breaks the file contract: " + listed(check.problems());
            if (!invalid) {
                throw new ResultsException(
                        said + ". Nothing was packed. `validate` shows all of it; pack it all the same"
                                + " with --invalid, and `verify` will say so.");
            }
            warnings.add(said + ". `verify` will not verify this bundle.");
        }
    }

    private static String listed(List<Problem> problems) {
        int more = problems.size() - SHOWN_PROBLEMS;
        return problems.stream()
                        .limit(SHOWN_PROBLEMS)
                        .map(problem -> Printable.of(problem.toString()))
                        .collect(Collectors.joining("; "))
                + (more > 0 ? "; and " + Numbers.count(more) + " more" : "");
    }

    /** The reader of the bundle sees another report than its maker did. */
    private static void warnStale(ResultsFolder results, Path copy, List<String> warnings) throws IOException {
        List<String> stale = new ArrayList<>();
        for (String name : FileNames.in(copy)) {
            Path own = results.path().resolve(name);
            if (Files.isRegularFile(own) && Files.mismatch(own, copy.resolve(name)) >= 0) {
                stale.add(name);
            }
        }
        if (!stale.isEmpty()) {
            warnings.add("In the folder, " + String.join(", ", stale) + (stale.size() == 1 ? " is" : " are")
                    + " not what the records give now; the bundle has what they give. Look at it again with `report "
                    + results.path() + "`.");
        }
    }

    private static void requireSize(Path copy) throws IOException {
        long bytes = 0;
        for (String name : FileNames.in(copy)) {
            bytes += Files.size(copy.resolve(name));
        }
        if (bytes > BundleFiles.MAX_BYTES) {
            throw new ResultsException("the run has " + Numbers.bytes(bytes) + ", and a bundle holds "
                    + Numbers.bytes(BundleFiles.MAX_BYTES) + " at most. Hand on its folder instead, without its logs.");
        }
    }
}
