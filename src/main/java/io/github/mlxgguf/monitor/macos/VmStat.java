package io.github.mlxgguf.monitor.macos;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code vm_stat} prints: the page size in the header, then a label and a count of pages in each line.
 *
 * <p>Lines are found by their label: newer systems print more of them and wider. What a missing line is needed for is null.
 */
final class VmStat {
    static final List<String> COMMAND = List.of("/usr/bin/vm_stat");

    private static final String FREE = "Pages free";
    private static final String WIRED = "Pages wired down";
    private static final String PURGEABLE = "Pages purgeable";
    private static final String FILE_BACKED = "File-backed pages";
    private static final String ANONYMOUS = "Anonymous pages";
    private static final String COMPRESSOR = "Pages occupied by compressor";

    private static final Pattern PAGE_SIZE = Pattern.compile("page size of\\s+([1-9]\\d{0,6})\\s+bytes");
    /** At most 12 digits: with any page size the bytes then fit a long. */
    private static final Pattern LINE = Pattern.compile("\\s*([^\":]+?)\\s*:\\s*(\\d{1,12})\\s*\\.?\\s*");

    private final @Nullable Long pageSize;
    private final Map<String, Long> pages = new HashMap<>();

    VmStat(String output) {
        Matcher header = PAGE_SIZE.matcher(output);
        pageSize = header.find() ? Long.valueOf(header.group(1)) : null;
        output.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .forEach(line -> pages.put(line.group(1), Long.valueOf(line.group(2))));
    }

    /** Runs the tool; empty if it printed nothing. */
    static Optional<VmStat> read(Function<List<String>, Optional<String>> tool) {
        return tool.apply(COMMAND).map(VmStat::new);
    }

    /**
     * What the system cannot drop: anonymous − purgeable + wired + occupied by the compressor, which is "Memory Used" of
     * Activity Monitor to within a few per cent.
     */
    @Nullable
    Long committedBytes() {
        Long anonymous = bytes(ANONYMOUS);
        Long purgeable = purgeableBytes();
        Long wired = wiredBytes();
        Long compressor = compressorBytes();
        return anonymous == null || purgeable == null || wired == null || compressor == null
                ? null
                : anonymous - purgeable + wired + compressor;
    }

    /** Free, file-backed and purgeable memory; what {@code vm_stat} calls free has no speculative pages in it. */
    @Nullable
    Long availableBytes() {
        Long free = bytes(FREE);
        Long fileBacked = fileBackedBytes();
        Long purgeable = purgeableBytes();
        return free == null || fileBacked == null || purgeable == null ? null : free + fileBacked + purgeable;
    }

    @Nullable
    Long wiredBytes() {
        return bytes(WIRED);
    }

    /** Physical memory that the compressor takes, not the memory that it stores. */
    @Nullable
    Long compressorBytes() {
        return bytes(COMPRESSOR);
    }

    @Nullable
    Long fileBackedBytes() {
        return bytes(FILE_BACKED);
    }

    @Nullable
    Long purgeableBytes() {
        return bytes(PURGEABLE);
    }

    /** The pages of a line, in bytes. */
    @Nullable
    Long bytes(String label) {
        Long count = pages.get(label);
        return count == null || pageSize == null ? null : count * pageSize;
    }
}
