package io.github.mlxgguf.report.csv;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;
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

    private static final int BLOCK_BYTES = 1 << 16;
    /** More than the digits of any number, with its sign. */
    private static final int NUMBER_BYTES = 32;

    private final OutputStream out;
    private final byte[] block = new byte[BLOCK_BYTES];
    private int filled;

    /** Takes over the stream. */
    CsvWriter(OutputStream out) {
        this.out = out;
    }

    /** The names of the columns, which are our own and need no quotes. */
    void header(List<String> names) throws IOException {
        put(String.join(",", names));
        put(LINE_END);
    }

    /** One row; null is an empty cell, and a list is one cell with blanks between its elements. */
    void row(List<? extends @Nullable Object> cells) throws IOException {
        boolean first = true;
        for (Object cell : cells) {
            if (!first) {
                room(1);
                block[filled++] = ',';
            }
            first = false;
            if (cell != null) {
                cell(cell);
            }
        }
        put(LINE_END);
    }

    @Override
    public void close() throws IOException {
        try (out) {
            flush();
        }
    }

    private void cell(Object value) throws IOException {
        if (value instanceof Long number) {
            room(NUMBER_BYTES);
            filled = NumberOutput.outputLong(number, block, filled);
        } else if (value instanceof Integer number) {
            room(NUMBER_BYTES);
            filled = NumberOutput.outputInt(number, block, filled);
        } else if (value instanceof Number || value instanceof Boolean) {
            put(plain(value));
        } else if (value instanceof List<?> list) {
            if (!list.isEmpty()) {
                put(quoted(plain(list)));
            }
        } else {
            put(quoted(value.toString()));
        }
    }

    /** JDK 17 and 19 spell some doubles differently; this spelling is the one of our JSON files. */
    private static String plain(Object value) {
        return value instanceof Double number ? NumberOutput.toString(number, true) : value.toString();
    }

    private static String plain(List<?> list) {
        StringJoiner text = new StringJoiner(BETWEEN);
        for (Object element : list) {
            text.add(plain(element));
        }
        return text.toString();
    }

    private static String quoted(String text) {
        String doubled = text.replace("\"", "\"\"");
        boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
        return formula ? "\"" + HARMLESS + doubled + "\"" : "\"" + doubled + "\"";
    }

    private void put(String text) throws IOException {
        int length = text.length();
        if (length > BLOCK_BYTES) {
            putBytes(text);
            return;
        }
        room(length);
        int start = filled;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                filled = start;
                putBytes(text);
                return;
            }
            block[filled++] = (byte) c;
        }
    }

    private void putBytes(String text) throws IOException {
        flush();
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void room(int bytes) throws IOException {
        if (BLOCK_BYTES - filled < bytes) {
            flush();
        }
    }

    private void flush() throws IOException {
        out.write(block, 0, filled);
        filled = 0;
    }
}
