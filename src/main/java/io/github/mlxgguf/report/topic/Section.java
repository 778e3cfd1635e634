package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.report.output.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table with what must be read beside it, or sentences alone.
 *
 * @param table null where there are sentences only
 * @param notes sentences below the table
 */
public record Section(@Nullable Table table, List<String> notes) {
    /** Longer tables are folded where a page can fold, so that what follows is not out of sight. */
    private static final int MAX_OPEN_ROWS = 24;

    /** Copies the list. */
    public Section {
        notes = List.copyOf(notes);
    }

    /** Whether a page shows the table only when it is asked for. */
    public boolean folded() {
        return table != null && table.rows().size() > MAX_OPEN_ROWS;
    }

    static Section of(Table table) {
        return new Section(table, List.of());
    }

    /** Sentences without a table. */
    static Section said(String... sentences) {
        return new Section(null, List.of(sentences));
    }
}
