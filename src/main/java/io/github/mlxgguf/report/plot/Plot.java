package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.report.output.Table;
import org.jspecify.annotations.Nullable;

/**
 * One plot of the report.
 *
 * @param id unique in a report and safe as a file name, for example {@code pair-1-growth}; the file is {@code plots/ID.svg}
 * @param topic the section of the report that it belongs to
 * @param pair the pair that it is about, or null
 * @param title what it shows
 * @param reading what one sees in it, in one or two sentences made from the findings
 * @param svg the whole picture, self-contained
 * @param table the same figures as a table
 */
public record Plot(
        String id, Topic topic, @Nullable String pair, String title, String reading, String svg, Table table) {
    /** Where a plot stands. */
    public enum Topic {
        MEMORY,
        PERFORMANCE,
        STABILITY,
        CONTEXT
    }
}
