package io.github.mlxgguf.bundle;

import io.github.mlxgguf.analysis.text.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Whether a zip can be unpacked without harm; looked at before a single byte of it is. */
final class ZipSafety {
    private static final Pattern SLASH = Pattern.compile("/");

    private ZipSafety() {}

    /** Everything about it that no bundle has; empty if it is safe. */
    static List<String> findings(List<ZipEntryInfo> entries) {
        List<String> found = new ArrayList<>();
        if (entries.size() > BundleFiles.MAX_FILES) {
            found.add(Numbers.count(entries.size()) + " entries, and a bundle has "
                    + Numbers.count(BundleFiles.MAX_FILES) + " at most");
            return found;
        }
        Set<String> seen = new TreeSet<>();
        Set<String> roots = new TreeSet<>();
        long total = 0;
        for (ZipEntryInfo entry : entries) {
            String name = Printable.excerpt(entry.name());
            if (!isSafe(entry.name())) {
                found.add(name + ": a name that no bundle has (only letters, digits, dots, dashes and underscores, and"
                        + " no way out of its folder)");
            }
            if (entry.name().indexOf('/') < 0) {
                found.add(name + ": lies at the top, and a bundle has one folder there");
            }
            // Two names that differ in case only are one file on a Mac.
            if (!seen.add(entry.name().toLowerCase(Locale.ROOT))) {
                found.add(name + ": stands in it twice");
            }
            if (entry.isSpecial()) {
                found.add(name + ": a link or device, not a file");
            }
            if (entry.encrypted()
                    || (entry.method() != ZipEntryInfo.STORED && entry.method() != ZipEntryInfo.DEFLATED)) {
                found.add(name + ": packed in a way that no bundle is");
            }
            if (entry.bytes() > BundleFiles.RATIO_COUNTS_FROM_BYTES
                    && entry.bytes() / Math.max(1, entry.packed()) > BundleFiles.MAX_RATIO) {
                found.add(name + ": would unpack to more than " + BundleFiles.MAX_RATIO + " times its size ("
                        + Numbers.bytes(entry.bytes()) + ")");
            }
            roots.add(SLASH.split(entry.name(), 2)[0]);
            total += entry.bytes();
        }
        if (total > BundleFiles.MAX_BYTES) {
            found.add("all together would unpack to " + Numbers.bytes(total) + ", and a bundle has "
                    + Numbers.bytes(BundleFiles.MAX_BYTES) + " at most");
        }
        if (roots.size() > 1) {
            found.add(Numbers.counted(roots.size(), "folder") + " or files at the top, and a bundle has one folder");
        }
        overlaps(entries, found);
        return found;
    }

    /** Whether unpacking it carelessly would write somewhere else. */
    static boolean leadsOut(String name) {
        return name.startsWith("/")
                || name.contains("\\")
                || name.contains(":")
                || SLASH.splitAsStream(name).anyMatch(part -> part.equals(".."));
    }

    /** Slashes inside, each part plain. */
    static boolean isSafe(String name) {
        String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        return !path.endsWith("/")
                && SLASH.splitAsStream(path)
                        .allMatch(part -> BundleFiles.SAFE_SEGMENT.matcher(part).matches());
    }

    /** Entries that share their bytes unpack to any size without one of them looking like it. */
    private static void overlaps(List<ZipEntryInfo> entries, List<String> found) {
        List<ZipEntryInfo> inOrder = entries.stream()
                .sorted(Comparator.comparingLong(entry -> entry.span().data()))
                .toList();
        for (int i = 1; i < inOrder.size(); i++) {
            ZipEntryInfo before = inOrder.get(i - 1);
            if (before.span().end() > inOrder.get(i).span().begin()) {
                found.add(Printable.excerpt(before.name()) + " and "
                        + Printable.excerpt(inOrder.get(i).name()) + ": share bytes");
                return;
            }
        }
    }
}
