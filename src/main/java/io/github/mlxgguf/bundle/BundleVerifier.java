package io.github.mlxgguf.bundle;

import io.github.mlxgguf.record.RecordJson;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Checks a bundle: that it is safe, that no file has changed since it was packed, and that everything that was made from its records
 * comes out of them again. The bundle is only read.
 */
public final class BundleVerifier {
    private BundleVerifier() {}

    /**
     * Checks a zip or a folder that it was unpacked into.
     *
     * @param allowRounding numbers may differ by less than {@value JsonDifference#ROUNDING} of themselves, as between two processors
     * @throws ResultsException if there is no such file, it is no whole zip, no bundle, or of another schema version than this suite's
     */
    public static Verification verify(Path bundle, boolean allowRounding) {
        if (!Files.exists(bundle)) {
            throw new ResultsException("no bundle at " + bundle.toAbsolutePath()
                    + ". Give a zip that `bundle` made, or the folder that it was unpacked into.");
        }
        try (Scratch scratch = Scratch.open()) {
            return Files.isDirectory(bundle)
                    ? folder(bundle, allowRounding, scratch)
                    : zip(bundle, allowRounding, scratch);
        } catch (IOException e) {
            throw Failed.to("check", bundle, e);
        }
    }

    private static Verification zip(Path zip, boolean allowRounding, Scratch scratch) throws IOException {
        List<ZipEntryInfo> entries = ZipDirectory.read(zip);
        StepNotes safety = new StepNotes(Verification.Look.SAFETY);
        ZipSafety.findings(entries).forEach(safety::finding);
        NavigableSet<String> names = new TreeSet<>(entries.stream()
                .filter(entry -> !entry.isFolder())
                .map(ZipEntryInfo::name)
                .toList());
        requireBundle(zip, names);
        Checked checked = new Checked(zip, Sha256.of(zip), names.size(), allowRounding, scratch);
        if (!safety.passed()) {
            return checked.stop(safety);
        }
        checked.done(safety);
        Path unpacked = scratch.folder("unpacked");
        StepNotes hashes = new StepNotes(Verification.Look.HASHES);
        ZipUnpacker.unpack(zip, entries, unpacked, hashes::finding);
        String root = names.first().substring(0, names.first().indexOf('/'));
        return contents(Files.createDirectories(unpacked.resolve(root)), Optional.of(root), hashes, checked);
    }

    private static Verification folder(Path folder, boolean allowRounding, Scratch scratch) throws IOException {
        StepNotes safety = new StepNotes(Verification.Look.SAFETY);
        NavigableSet<String> names = FileNames.in(folder);
        if (!names.contains(BundleFiles.SUMS)) {
            throw new ResultsException("no " + BundleFiles.SUMS + " in " + folder.toAbsolutePath()
                    + ": this is no unpacked bundle. A results folder becomes a bundle with `bundle`.");
        }
        for (String name : names) {
            if (!Files.isRegularFile(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                safety.finding(Printable.excerpt(name) + ": a link or device, not a file");
            }
        }
        Checked checked = new Checked(folder, null, names.size(), allowRounding, scratch);
        if (!safety.passed()) {
            return checked.stop(safety);
        }
        checked.done(safety);
        return contents(folder, Optional.empty(), new StepNotes(Verification.Look.HASHES), checked);
    }

    private static Verification contents(Path root, Optional<String> rootName, StepNotes hashes, Checked checked)
            throws IOException {
        HashStep.take(root, hashes);
        checked.done(hashes);
        Path records = root.resolve(ResultsFolder.RECORDS);
        if (!Files.isRegularFile(records)) {
            return checked.end();
        }
        Optional<String> version = SchemaVersionOf.records(records);
        if (version.isPresent() && !version.get().equals(RecordJson.SCHEMA_VERSION)) {
            if (!hashes.passed()) {
                return checked.end();
            }
            throw new ResultsException("the bundle " + checked.bundle().toAbsolutePath() + " is of schema "
                    + Printable.of(version.get()) + ", and this suite checks schema " + RecordJson.SCHEMA_VERSION
                    + ". Its hashes fit; for the rest take a suite of its version.");
        }
        StepNotes figures = new StepNotes(Verification.Look.FIGURES);
        MadeAgain again = MadeAgain.from(root, checked.scratch(), figures::finding);
        checked.read(again);
        checked.done(ContractStep.take(root, again));
        boolean same = FiguresStep.take(root, again, checked.allowRounding(), figures);
        checked.done(figures);
        checked.done(FilesStep.take(root, rootName, again, same));
        return checked.end();
    }

    /** A zip that has nothing of a bundle and is up to nothing is somebody's zip, not a bad bundle. */
    private static void requireBundle(Path zip, NavigableSet<String> names) {
        boolean ours = names.stream()
                .map(name -> name.substring(name.indexOf('/') + 1))
                .anyMatch(name -> name.equals(BundleFiles.SUMS) || name.equals(ResultsFolder.RECORDS));
        if (!ours && names.stream().noneMatch(ZipSafety::leadsOut)) {
            throw new ResultsException(zip.toAbsolutePath() + " is a zip, but no bundle: neither " + BundleFiles.SUMS
                    + " nor " + ResultsFolder.RECORDS + " is in it. `bundle` makes one from a results folder.");
        }
    }
}
