package io.github.mlxgguf.allure;

import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.RunData;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a cell's generations as comma-separated values (RFC 4180), which Allure shows as a table. Texts are quoted, numbers
 * are as in the records, and what is unknown is an empty field.
 */
final class FigureTable {
    private static final String LINE_END = "\r\n";
    /** A spreadsheet takes a field that starts so for a formula and runs it, quoted or not. */
    private static final String FORMULA_STARTS = "=+-@\t\r\n";

    private static final String HEADER =
            "role,prompt,iteration,ttft_ms,prefill_tokens_per_second,decode_tokens_per_second,"
                    + "e2e_ms,input_tokens,output_tokens,flags,failure";

    private FigureTable() {}

    /** One line for each generation, below the names of the columns; empty if there is none. */
    static String of(List<RunData.Entry> records) {
        List<String> lines = new ArrayList<>();
        for (RunData.Entry entry : records) {
            if (entry.body() instanceof GenerationBody generation) {
                lines.add(line(generation));
            }
        }
        return lines.isEmpty() ? "" : HEADER + LINE_END + String.join(LINE_END, lines) + LINE_END;
    }

    private static String line(GenerationBody generation) {
        return Stream.of(
                        text(generation.role()),
                        text(generation.prompt().id()),
                        number(generation.iteration()),
                        number(generation.ttftMs()),
                        number(generation.prefillTokensPerSecond()),
                        number(generation.decodeTokensPerSecond()),
                        number(generation.e2eMs()),
                        number(generation.inputTokens()),
                        number(generation.outputTokens()),
                        generation.flags().isEmpty() ? "" : text(String.join(" ", generation.flags())),
                        generation.failure() == null
                                ? ""
                                : text(generation.failure().kind()))
                .collect(Collectors.joining(","));
    }

    private static String number(@Nullable Number value) {
        return value == null ? "" : value.toString();
    }

    private static String text(String value) {
        boolean formula = !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + value.replace("\"", "\"\"") + '"';
    }
}
