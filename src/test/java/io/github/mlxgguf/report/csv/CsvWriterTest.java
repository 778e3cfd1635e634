package io.github.mlxgguf.report.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvWriterTest {
    @Test
    void textsAreQuotedNumbersAreNotAndUnknownIsEmpty() throws IOException {
        assertThat(row(null, "", "a", 1, 12_345_678_901L, true, null)).isEqualTo(",\"\",\"a\",1,12345678901,true,\r\n");
    }

    @Test
    void commasQuotesAndLineBreaksStayInTheirCell() throws IOException {
        assertThat(row("a,b", "say \"no\"", "one\ntwo", "é 漢"))
                .isEqualTo("\"a,b\",\"say \"\"no\"\"\",\"one\ntwo\",\"é 漢\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"})
    void whatASpreadsheetWouldRunIsMadeAText(String formula) throws IOException {
        assertThat(row(formula)).isEqualTo("\"'" + formula + "\"\r\n");
        assertThat(row(List.of(formula))).isEqualTo("\"'" + formula + "\"\r\n");
    }

    @Test
    void aNegativeNumberIsNoFormula() throws IOException {
        assertThat(row(-1, -0.5)).isEqualTo("-1,-0.5\r\n");
    }

    @Test
    void aListIsOneCell() throws IOException {
        assertThat(row(List.of(0.35, 1.0), List.of("slept", "swap_grew"), List.of()))
                .isEqualTo("\"0.35 1.0\",\"slept swap_grew\",\r\n");
    }

    @ParameterizedTest
    @CsvSource({"de-DE", "ar-EG-u-nu-arab", "tr"})
    void numbersAreTheSameInEveryLocale(String tag) throws IOException {
        Locale locale = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(tag));
            assertThat(row(1234567.25, 0.000123, 2.0E-3, 9_007_199_254_740_993L))
                    .isEqualTo("1234567.25,1.23E-4,0.002,9007199254740993\r\n");
        } finally {
            Locale.setDefault(locale);
        }
    }

    private static String row(@Nullable Object... cells) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CsvWriter csv = new CsvWriter(bytes)) {
            csv.row(Arrays.asList(cells));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
