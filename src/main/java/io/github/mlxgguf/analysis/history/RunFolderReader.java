package io.github.mlxgguf.analysis.history;

import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.analysis.summary.SummaryReader;
import io.github.mlxgguf.record.RecordJson;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.RunReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one run for the history; nothing is written, and whatever is wrong with the run is a sentence. */
final class RunFolderReader {
    private RunFolderReader() {}

    /**
     * What became of a folder: a run, or why not.
     *
     * @param mergedFrom ids of the runs whose rounds it holds
     * @param note what is to be said although the run counts, or null
     */
    record Outcome(
            String folder,
            @Nullable PastRun run,
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
                    return counted(name, summary, selection, null);
                }
                note = "summary.json does not say when the run was made; read from its records instead.";
            } catch (SummaryReader.UnreadableSummary e) {
                note = "summary.json cannot be used (" + e.getMessage() + "); read from its records instead.";
            }
        }
        RunData data = RunReader.read(folder);
        @Nullable String reason = whyUnusable(data);
        if (reason != null) {
            return refused(name, reason);
        }
        RunSummary summary = RunAnalysis.of(data).summary();
        return instant(summary) == null
                ? refused(name, "its run record is damaged, so it is unknown when and on what it was made.")
                : counted(name, summary, selection, note);
    }

    private static @Nullable String whyUnusable(RunData data) {
        if (data.entries().isEmpty()) {
            return data.problems().isEmpty()
                    ? ResultsFolder.RECORDS + " holds nothing but blank lines."
                    : "no line of " + ResultsFolder.RECORDS + " is a record of this suite; "
                            + data.problems().get(0) + ".";
        }
        String schema = data.entries().get(0).envelope().schemaVersion();
        return schema.equals(RecordJson.SCHEMA_VERSION)
                ? null
                : "its records have schema " + schema + ", this version reads " + RecordJson.SCHEMA_VERSION
                        + (schema.startsWith("0.")
                                ? ". Run `migrate` on its " + ResultsFolder.RECORDS + "."
                                : ". Read it with the version of this suite that wrote it.");
    }

    private static Outcome counted(String name, RunSummary summary, Selection selection, @Nullable String note) {
        String started = String.valueOf(instant(summary));
        return new Outcome(
                name,
                PastRun.of(name, started, summary, selection),
                summary.provenance().mergedFrom(),
                null,
                note);
    }

    private static Outcome refused(String name, String reason) {
        return new Outcome(name, null, List.of(), reason, null);
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
