package io.github.mlxgguf.report.output;

import io.github.mlxgguf.analysis.text.Numbers;
import java.util.ArrayList;
import java.util.List;

/**
 * A table with finished texts, for any template. The first cell of a row is its heading.
 *
 * @param caption what it shows; readable without the text around it
 */
public record Table(String caption, List<Column> columns, List<List<Cell>> rows) {
    /** Copies the lists and refuses a row of another length. */
    public Table {
        columns = List.copyOf(columns);
        List<List<Cell>> copies = new ArrayList<>();
        for (List<Cell> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("table '" + caption + "' has " + columns.size()
                        + " columns and a row of " + row.size() + " cells");
            }
            copies.add(List.copyOf(row));
        }
        rows = List.copyOf(copies);
    }

    /** A column; numbers are set to the right. */
    public record Column(String title, boolean numeric) {
        /** A column of words. */
        public static Column text(String title) {
            return new Column(title, false);
        }

        /** A column of numbers. */
        public static Column number(String title) {
            return new Column(title, true);
        }
    }

    /**
     * One cell.
     *
     * @param unknown whether the text is the sign for an unknown value, which a screen reader should say in words
     * @param tone a word for the style sheet, or empty; the text says the same in words
     */
    public record Cell(String text, boolean unknown, String tone) {
        /** A cell of finished text. */
        public static Cell of(String text) {
            return new Cell(text, text.equals(Numbers.UNKNOWN), "");
        }

        /** A cell whose text the style sheet sets off. */
        public static Cell toned(String text, String tone) {
            return new Cell(text, false, tone);
        }
    }

    /** A row of finished texts. */
    public static List<Cell> row(String... texts) {
        List<Cell> cells = new ArrayList<>();
        for (String text : texts) {
            cells.add(Cell.of(text));
        }
        return cells;
    }
}
