package io.github.mlxgguf.report;

import io.github.mlxgguf.analysis.RunFindings.Banner;
import io.github.mlxgguf.report.output.Table;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the templates lay out: finished texts and tables, in the order of the page. Public for FreeMarker only; nothing in it is
 * escaped, the output formats of the templates do that.
 *
 * @param anomalies what happened meanwhile; null if nothing did
 * @param withoutFlags what stands where {@code flags} is null
 */
public record ReportModel(
        String title,
        String runId,
        List<Banner> banners,
        List<PairModel> pairs,
        @Nullable Table loads,
        @Nullable Table ledger,
        @Nullable Section anomalies,
        @Nullable Table incomplete,
        @Nullable Table failures,
        Table conditions,
        @Nullable Table flags,
        String withoutFlags,
        Table method,
        List<String> howToRead) {
    /** Copies the lists. */
    public ReportModel {
        banners = List.copyOf(banners);
        pairs = List.copyOf(pairs);
        howToRead = List.copyOf(howToRead);
    }

    /**
     * One pair.
     *
     * @param builds which two builds were compared
     * @param status null where it is complete
     * @param sections the figures scenario by scenario; empty where nothing was measured
     * @param expectations null where the config expected nothing
     * @param serverMemory what the server takes without a model; null where it is unknown
     * @param reasons the certificate's, null where there are none
     */
    public record PairModel(
            String name,
            String lead,
            String builds,
            @Nullable String status,
            List<Section> sections,
            @Nullable Table expectations,
            String certificate,
            @Nullable Table reasons,
            @Nullable Table memory,
            @Nullable String serverMemory) {
        /** Copies the list. */
        public PairModel {
            sections = List.copyOf(sections);
        }
    }

    /**
     * A table with what must be read beside it.
     *
     * @param table null where there are sentences only
     */
    public record Section(@Nullable Table table, List<String> notes) {
        /** Copies the list. */
        public Section {
            notes = List.copyOf(notes);
        }

        static Optional<Section> of(@Nullable Table table) {
            return Optional.ofNullable(table).map(present -> new Section(present, List.of()));
        }
    }
}
