package io.github.mlxgguf.bundle;

import io.github.mlxgguf.analysis.text.Numbers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Holds every file that was made from the records to the same file made anew, byte by byte. */
final class FilesStep {
    private static final String SNAPSHOT = "-SNAPSHOT";
    private static final int EXCERPT_BYTES = 60;

    private FilesStep() {}

    /**
     * Compares. A bundle of schema 1.0 has the same files and the same schemas whichever version made it; the texts in them may differ.
     *
     * @param rootName name of the bundle's folder, where it is known
     * @param figuresAgree whether the values of the JSON files were found to be the same
     */
    static StepNotes take(Path root, Optional<String> rootName, MadeAgain again, boolean figuresAgree)
            throws IOException {
        StepNotes notes = new StepNotes(Verification.Look.FILES);
        Path folder = again.folder();
        if (folder == null) {
            notes.finding("nothing could be made to compare with");
            return notes;
        }
        String runId = String.valueOf(folder.getFileName());
        if (rootName.isPresent() && !rootName.get().equals(runId)) {
            notes.finding("the folder is named " + Printable.excerpt(rootName.get()) + ", and the run is " + runId);
        }
        List<String> differing = new ArrayList<>();
        for (String name : comparable(root, folder)) {
            Path theirs = root.resolve(name);
            Path ours = folder.resolve(name);
            if (!Files.isRegularFile(theirs)) {
                notes.finding(Printable.of(name) + ": missing, and the records give one");
            } else if (!Files.isRegularFile(ours)) {
                notes.finding(Printable.of(name) + ": nothing that the records give");
            } else {
                String problem =
                        FiguresStep.FILES.contains(name) ? spelling(theirs, ours, figuresAgree) : bytes(theirs, ours);
                if (problem.isEmpty()) {
                    continue;
                }
                if (again.otherMaker() == null || name.startsWith(BundleFiles.SCHEMAS + "/")) {
                    notes.finding(Printable.of(name) + ": " + problem);
                } else {
                    differing.add(Printable.of(name) + ": " + problem);
                }
            }
        }
        if (again.otherMaker() != null && !differing.isEmpty()) {
            notes.note("Made by mlx-gguf-bench " + Printable.of(again.otherMaker()) + ", and this is "
                    + Environment.thisVersion() + ": " + Numbers.counted(differing.size(), "file")
                    + " cannot be compared byte by byte. To check them as well, take the suite of that version. "
                    + String.join("; ", differing));
        }
        if (again.otherMaker() == null
                && !notes.passed()
                && Environment.thisVersion().endsWith(SNAPSHOT)) {
            notes.note("The bundle was made by a build of " + Environment.thisVersion()
                    + ", of which there may be several: another build may put the same figures otherwise.");
        }
        return notes;
    }

    private static NavigableSet<String> comparable(Path root, Path folder) throws IOException {
        NavigableSet<String> names = new TreeSet<>(FileNames.in(root));
        names.addAll(FileNames.in(folder));
        names.removeAll(BundleFiles.EVIDENCE);
        BundleFiles.LOGS.forEach(names::remove);
        return names;
    }

    /** Where values differ they were told one by one. */
    private static String spelling(Path theirs, Path ours, boolean figuresAgree) throws IOException {
        return !figuresAgree || Files.mismatch(theirs, ours) < 0 ? "" : "the same values in another spelling";
    }

    private static String bytes(Path theirs, Path ours) throws IOException {
        long at = Files.mismatch(theirs, ours);
        if (at < 0) {
            return "";
        }
        byte[] bundle = Files.readAllBytes(theirs);
        byte[] records = Files.readAllBytes(ours);
        int line = 1;
        for (int i = 0; i < at; i++) {
            line += bundle[i] == '\n' ? 1 : 0;
        }
        return "line " + line + " differs: the bundle says " + excerpt(bundle, (int) at) + ", the records give "
                + excerpt(records, (int) at);
    }

    /** The line from a little before the difference. */
    private static String excerpt(byte[] text, int at) {
        int from = at;
        while (from > 0 && at - from < EXCERPT_BYTES / 3 && text[from - 1] != '\n') {
            from--;
        }
        int to = at;
        while (to < text.length && to - from < EXCERPT_BYTES && text[to] != '\n') {
            to++;
        }
        return Printable.excerpt(StandardCharsets.UTF_8
                .decode(ByteBuffer.wrap(text, from, to - from))
                .toString());
    }
}
