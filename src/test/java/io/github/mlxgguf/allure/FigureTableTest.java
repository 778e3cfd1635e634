package io.github.mlxgguf.allure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.record.FailureInfo;
import org.junit.jupiter.api.Test;

class FigureTableTest {
    private static final String HEADER =
            "role,prompt,iteration,ttft_ms,prefill_tokens_per_second,decode_tokens_per_second,"
                    + "e2e_ms,input_tokens,output_tokens,flags,failure\r\n";

    @Test
    void eachGenerationIsALineAndTheUnknownIsEmpty() {
        assertThat(FigureTable.of(CellFixture.evidence(
                                CellFixture.load(1.9, null),
                                CellFixture.generation("measured", "short", 250.0, 45.25, null),
                                CellFixture.generation(
                                        "measured", "long", null, null, new FailureInfo("timed_out", "Too long.")),
                                CellFixture.cell("Pair"))
                        .records()))
                .isEqualTo(HEADER
                        + "\"measured\",\"short\",1,250.0,,45.25,2000.0,90,64,,\r\n"
                        + "\"measured\",\"long\",1,,,,,,,,\"timed_out\"\r\n");
    }

    @Test
    void aNameIsNoFormulaAndBreaksNoField() {
        assertThat(FigureTable.of(
                        CellFixture.evidence(CellFixture.generation("measured", "=cmd|'a'!A1,\"b\"", 250.0, null, null))
                                .records()))
                .isEqualTo(HEADER + "\"measured\",\"'=cmd|'a'!A1,\"\"b\"\"\",1,250.0,,,2000.0,90,64,,\r\n");
    }

    @Test
    void withoutGenerationsThereIsNoTable() {
        assertThat(FigureTable.of(CellFixture.evidence(CellFixture.cell("Pair")).records()))
                .isEmpty();
    }
}
