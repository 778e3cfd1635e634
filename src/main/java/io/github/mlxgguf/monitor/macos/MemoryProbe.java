package io.github.mlxgguf.monitor.macos;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Committed and available memory at every tick, from three page counts of the kernel that have no rate limit.
 *
 * <p>The kernel does not tell wired and compressor pages that way. But active + inactive + speculative = file-backed + anonymous
 * holds in {@code vm_stat}, so committed memory is all pages − (free + file-backed + purgeable), and it grows by what this sum
 * shrinks. Where it starts comes from one reading of {@code vm_stat} and is never moved: only growth is compared.
 *
 * <p>What that cannot see: memory that the kernel takes out of "all pages" or gives back while we measure (its reserve, pages
 * that wait in the free lists of the single cores, tag storage of macOS 27) shows as committed; some ten megabytes. In two
 * captured readings of a Mac mini, hours and gigabytes of swap apart, "all pages" was the same to the page.
 *
 * <p>{@code vm.page_free_count} is the kernel's {@code vm_page_free_count}, without speculative pages; only
 * {@code host_statistics} adds them, and {@code vm_stat} takes them off again (xnu {@code osfmk/kern/host.c} and
 * {@code bsd/vm/vm_unix.c}; system_cmds {@code vm_stat.c}). So nothing is subtracted here.
 */
final class MemoryProbe implements Probe {
    static final String FREE = "vm.page_free_count";
    static final String FILE_BACKED = "vm.page_pageable_external_count";
    static final String PURGEABLE = "vm.page_purgeable_count";
    static final String PAGE_SIZE = "hw.pagesize";

    /** Further apart at the start than this, the counts do not mean what {@code vm_stat} means by them. */
    static final long AGREEMENT_BYTES = 256L << 20;

    private static final Logger LOG = System.getLogger(MemoryProbe.class.getName());
    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final long BYTES_PER_MEGABYTE = 1_000_000;

    private final KernelValues kernel;
    private final long pageSize;
    private final long constantBytes;

    private MemoryProbe(KernelValues kernel, long pageSize, long constantBytes) {
        this.kernel = kernel;
        this.pageSize = pageSize;
        this.constantBytes = constantBytes;
    }

    /**
     * A probe that starts from a reading of {@code vm_stat} that was made just now.
     *
     * @return empty if the kernel does not tell all counts, the reading has no committed memory, or they disagree
     */
    static Optional<MemoryProbe> startingAt(VmStat reading, KernelValues kernel) {
        Counts now = Counts.of(kernel);
        Long pageSize = kernel.number(PAGE_SIZE);
        Long committed = reading.committedBytes();
        Long available = reading.availableBytes();
        if (now == null || pageSize == null || committed == null || available == null) {
            LOG.log(
                    Level.INFO,
                    "The kernel does not tell its page counts; memory is read from vm_stat, once a second.");
            return Optional.empty();
        }
        long sum = now.sum() * pageSize;
        long apart = Math.abs(sum - available);
        if (apart > AGREEMENT_BYTES) {
            LOG.log(
                    Level.WARNING,
                    "The kernel's page counts and vm_stat are " + apart / BYTES_PER_MEGABYTE
                            + " MB apart; memory is read from vm_stat, once a second.");
            return Optional.empty();
        }
        return Optional.of(new MemoryProbe(kernel, pageSize, committed + sum));
    }

    @Override
    public String name() {
        return "the kernel's page counts";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void read(SampleBuilder sample) throws IOException {
        Counts now = Counts.of(kernel);
        if (now == null) {
            throw new IOException("one of " + FREE + ", " + FILE_BACKED + ", " + PURGEABLE + " was not told");
        }
        long available = now.sum() * pageSize;
        sample.committedBytes(constantBytes - available)
                .availableBytes(available)
                .fileBackedBytes(now.fileBacked * pageSize)
                .purgeableBytes(now.purgeable * pageSize);
    }

    /** Pages; file-backed ones include the speculative. */
    private record Counts(long free, long fileBacked, long purgeable) {
        static @Nullable Counts of(KernelValues kernel) {
            Long free = kernel.number(FREE);
            Long fileBacked = kernel.number(FILE_BACKED);
            Long purgeable = kernel.number(PURGEABLE);
            return free == null || fileBacked == null || purgeable == null
                    ? null
                    : new Counts(free, fileBacked, purgeable);
        }

        long sum() {
            return free + fileBacked + purgeable;
        }
    }
}
