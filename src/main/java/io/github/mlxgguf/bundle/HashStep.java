package io.github.mlxgguf.bundle;

import io.github.mlxgguf.record.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Holds every file to the list of digests, and the list to the files. */
final class HashStep {
    private HashStep() {}

    static void take(Path root, StepNotes notes) throws IOException {
        Path list = root.resolve(BundleFiles.SUMS);
        if (!Files.isRegularFile(list)) {
            notes.finding(BundleFiles.SUMS + " is missing");
            return;
        }
        Map<String, String> digests =
                HashList.parse(Files.readAllBytes(list), problem -> notes.finding(BundleFiles.SUMS + ", " + problem));
        NavigableSet<String> names = FileNames.in(root);
        names.remove(BundleFiles.SUMS);
        NavigableSet<String> all = new TreeSet<>(names);
        all.addAll(digests.keySet());
        for (String name : all) {
            String expected = digests.get(name);
            if (!names.contains(name)) {
                notes.finding(Printable.of(name) + ": missing, though " + BundleFiles.SUMS + " lists it");
            } else if (expected == null) {
                notes.finding(Printable.of(name) + ": extra, " + BundleFiles.SUMS + " does not list it"
                        + (isOfTheFinder(name) ? "; macOS puts such a file there: delete it, and check again" : ""));
            } else {
                String found = Sha256.of(root.resolve(name));
                if (!found.equals(expected)) {
                    notes.finding(Printable.of(name) + ": was changed, its SHA-256 is " + found + ", and "
                            + BundleFiles.SUMS + " says " + expected);
                }
            }
        }
    }

    private static boolean isOfTheFinder(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1);
        return file.equals(".DS_Store") || file.startsWith("._");
    }
}
