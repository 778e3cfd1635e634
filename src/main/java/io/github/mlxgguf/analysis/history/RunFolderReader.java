package io.github.mlxgguf.analysis.history;

import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.history.PastRun.Facts;
import io.github.mlxgguf.analysis.history.Series.BuildFile;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.analysis.summary.RunSummary.Pair;
import io.github.mlxgguf.analysis.summary.RunSummary.Variant;
import io.github.mlxgguf.analysis.summary.SummaryReader;
import io.github.mlxgguf.record.FirstRecord;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.RecordsScan;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunBody.PairInfo;
import io.github.mlxgguf.record.RunBody.VariantInfo;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.RunData.Entry;
import io.github.mlxgguf.record.RunReader;
import io.github.mlxgguf.trace.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one run for the history; nothing is written, and whatever is wrong with the run is a sentence. */
final class RunFolderReader {
    private static final String COMPLETED = "completed";

    private RunFolderReader() {}

    /**
     * What became of a folder: a run, or why not.
     *
     * @param lines of its records
     * @param digest of its records, whatever the run is called
     * @param mergedFrom ids of the runs whose rounds it holds
     * @param note what is to be said although the run counts, or null
     */
    record Outcome(
            String folder,
            @Nullable PastRun run,
            long lines,
            String digest,
            List<String> mergedFrom,
            @Nullable String refused,
            @Nullable String note) {}

    static Outcome read(Path folder, Selection selection) {
        String name = String.valueOf(folder.getFileName());
        try {
            return read(folder, name, selection);
        } catch (ResultsException unusable) {
            return refused(name, String.valueOf(unusable.getMessage()));
        } catch (IOException e) {
            return refused(name, "cannot be read: " + e.getClass().getSimpleName() + " " + e.getMessage());
        } catch (RuntimeException broken) {
            // Any one folder of a thousand may hold what nobody thought of; the others are still worth reading.
            return refused(
                    name,
                    "its records cannot be analysed: " + broken.getClass().getSimpleName() + " " + broken.getMessage());
        }
    }

    private static Outcome read(Path folder, String name, Selection selection) throws IOException {
        Path records = folder.resolve(ResultsFolder.RECORDS);
        if (Files.size(records) == 0) {
            return refused(name, ResultsFolder.RECORDS + " is empty: the run ended before it wrote anything.");
        }
        Path file = folder.resolve(ResultsFolder.SUMMARY);
        String note = null;
        if (Files.isRegularFile(file)
                && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(records)) >= 0) {
            try {
                RunSummary summary = SummaryReader.read(file);
                if (instant(summary) != null) {
                    return counted(folder, summary, selection, null);
                }
                note = "summary.json does not say when the run was made; read from its records instead.";
            } catch (SummaryReader.UnreadableSummary e) {
                note = "summary.json cannot be used (" + e.getMessage() + "); read from its records instead.";
            }
        }
        RunData data = RunReader.read(folder);
        if (data.entries().isEmpty()) {
            return refused(name, ResultsFolder.RECORDS + " holds nothing but blank lines.");
        }
        RunSummary summary = RunAnalysis.of(data).summary();
        return instant(summary) == null
                ? refused(name, "its run record is damaged, so it is unknown when and on what it was made.")
                : counted(folder, summary, selection, note);
    }

    private static Outcome counted(Path folder, RunSummary summary, Selection selection, @Nullable String note)
            throws IOException {
        String name = String.valueOf(folder.getFileName());
        String started = String.valueOf(instant(summary));
        Optional<Entry> first = FirstRecord.of(folder);
        String id = first.map(entry -> entry.envelope().runId()).orElse(summary.runId());
        RecordsScan scan = RecordsScan.of(folder, id);
        return new Outcome(
                name,
                PastRun.of(name, started, summary, facts(first, summary, scan), selection),
                scan.lines(),
                scan.digest(),
                summary.provenance().mergedFrom(),
                null,
                note);
    }

    /** A merged folder has no end record of its own. */
    private static Facts facts(Optional<Entry> first, RunSummary summary, RecordsScan scan) {
        List<PairInfo> planned = first.map(Entry::body)
                .filter(RunBody.class::isInstance)
                .map(RunBody.class::cast)
                .map(RunBody::pairs)
                .orElse(List.of());
        boolean inOrder = !summary.provenance().mergedFrom().isEmpty()
                || scan.end().filter(end -> end.status().equals(COMPLETED)).isPresent();
        return new Facts(inOrder, (pair, side) -> build(pair, side, planned, scan.loads()));
    }

    /** As it was loaded first, else as it was planned. */
    private static BuildFile build(Pair pair, Side side, List<PairInfo> planned, List<LoadBody> loads) {
        Variant told = side == Side.BASELINE ? pair.baseline() : pair.candidate();
        Optional<VariantInfo> plan = planned.stream()
                .filter(info -> info.name().equals(pair.name()))
                .findFirst()
                .map(info -> side == Side.BASELINE ? info.baseline() : info.candidate());
        List<LoadBody> good = loads.stream()
                .filter(load -> load.failure() == null
                        && load.pair().equals(pair.name())
                        && load.variant().equals(side.id()))
                .toList();
        return new BuildFile(
                new Variant(
                        told.label(),
                        told.format(),
                        first(good, LoadBody::quantization).orElse(told.quantization()),
                        first(good, LoadBody::modelKey).orElse(told.modelKey())),
                first(good, LoadBody::sizeBytes)
                        .or(() -> plan.map(VariantInfo::sizeBytes))
                        .orElse(null));
    }

    private static <T> Optional<T> first(List<LoadBody> loads, Function<LoadBody, @Nullable T> field) {
        for (LoadBody load : loads) {
            T value = field.apply(load);
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    private static Outcome refused(String name, String reason) {
        return new Outcome(name, null, 0, "", List.of(), reason, null);
    }

    private static @Nullable Instant instant(RunSummary summary) {
        String started = summary.provenance().started();
        if (started == null) {
            return null;
        }
        try {
            return Instant.parse(started);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
