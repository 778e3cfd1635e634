package io.github.mlxgguf.report.csv;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes comma-separated values as RFC 4180 has them, in UTF-8: lines end with CR LF, a quote in a text is doubled.
 *
 * <p>Every text is quoted and no number is, so that a reader can tell them apart; what is unknown is an empty cell. Numbers are
 * spelled as in the JSON files, whatever the locale.
 */
final class CsvWriter implements AutoCloseable {
    private static final String LINE_END = "\r\n";
    /** Between the elements of a list, which is one cell. */
    private static final String BETWEEN = " ";
    /** A spreadsheet takes a cell that starts so for a formula and runs it, quoted or not. */
    private static final String FORMULA_STARTS = "=+-@\t\r\n";
    /** Before such a text; it makes the cell a text in every spreadsheet. */
    private static final char HARMLESS = '\'';

    private final Writer out;

    /** Takes over the stream. */
    CsvWriter(OutputStream out) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    /** The names of the columns, which are our own and need no quotes. */
    void header(List<String> names) throws IOException {
        out.write(String.join(",", names));
        out.write(LINE_END);
    }

    /** One row; null is an empty cell, and a list is one cell with blanks between its elements. */
    void row(List<? extends @Nullable Object> cells) throws IOException {
        boolean first = true;
        for (Object cell : cells) {
            if (!first) {
                out.write(',');
            }
            first = false;
            out.write(cell(cell));
        }
        out.write(LINE_END);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        } else if (value instanceof List<?> list) {
            return list.isEmpty()
                    ? ""
                    : quoted(list.stream().map(CsvWriter::plain).collect(Collectors.joining(BETWEEN)));
        }
        return value instanceof Number || value instanceof Boolean ? plain(value) : quoted(value.toString());
    }

    /** JDK 17 and 19 spell some doubles differently; this spelling is the one of our JSON files. */
    private static String plain(Object value) {
        return value instanceof Double number ? NumberOutput.toString(number, true) : value.toString();
    }

    private static String quoted(String text) {
        String doubled = text.replace("\"", "\"\"");
        boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
        return formula ? "\"" + HARMLESS + doubled + "\"" : "\"" + doubled + "\"";
    }
}
