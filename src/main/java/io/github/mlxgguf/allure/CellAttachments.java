package io.github.mlxgguf.allure;

import io.github.mlxgguf.record.CellEvidence;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.ScenarioBody;
import io.qameta.allure.AllureLifecycle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Attaches what a reader of one cell wants: its figures, its timeline, and the lines that both are made from. */
final class CellAttachments {
    private static final String JSON_LINES_TYPE = "application/x-ndjson";
    private static final String JSON_LINES_EXTENSION = ".jsonl";

    private final AllureLifecycle lifecycle;

    CellAttachments(AllureLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    /** To the test that runs on this thread; what is empty is not attached. */
    void attach(ScenarioBody cell, @Nullable ServerStamp stamp, List<RunData.Entry> records, CellEvidence evidence) {
        attach("figures", "text/csv", ".csv", FigureTable.of(records));
        attach("timeline", "image/svg+xml", ".svg", CellTimeline.of(cell, stamp, records, evidence.samples()));
        attach("records", JSON_LINES_TYPE, JSON_LINES_EXTENSION, evidence.recordsJsonl());
        attach("samples", JSON_LINES_TYPE, JSON_LINES_EXTENSION, evidence.samplesJsonl());
    }

    private void attach(String name, String type, String extension, String content) {
        if (!content.isEmpty()) {
            lifecycle.addAttachment(name, type, extension, content.getBytes(StandardCharsets.UTF_8));
        }
    }
}
