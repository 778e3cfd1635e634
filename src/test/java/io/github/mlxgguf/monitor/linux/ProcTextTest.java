package io.github.mlxgguf.monitor.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcTextTest {
    private static final String TEXT =
            "First:\t     3 kB\nMapped:   10 kB\nMap:  7 kB\nCount:  5\nOdd:  many kB\nLast: 2 kB";

    @Test
    void kilobytesOfTheKernelAre1024Bytes() {
        assertThat(ProcText.bytes(TEXT, "First")).isEqualTo(3072);
        assertThat(ProcText.bytes(TEXT, "Last")).isEqualTo(2048);
    }

    @Test
    void onlyTheWholeLabelCounts() {
        assertThat(ProcText.bytes(TEXT, "Map")).isEqualTo(7168);
        assertThat(ProcText.bytes(TEXT, "apped")).isNull();
    }

    @Test
    void whatIsMissingOrOfAnotherShapeIsNull() {
        assertThat(ProcText.bytes(TEXT, "AnonPages")).isNull();
        assertThat(ProcText.bytes(TEXT, "Count")).isNull();
        assertThat(ProcText.bytes(TEXT, "Odd")).isNull();
        assertThat(ProcText.bytes("", "First")).isNull();
    }

    @Test
    void stallsAreTheTotalOfTheSomeLine() {
        String pressure = """
                some avg10=0.12 avg60=0.50 avg300=0.00 total=81437
                full avg10=0.00 avg60=0.00 avg300=0.00 total=555
                """;

        assertThat(ProcText.stalledUs(pressure)).isEqualTo(81437);
        assertThat(ProcText.stalledUs("some avg10=0.12\nfull avg10=0.00 total=555\n"))
                .isNull();
        assertThat(ProcText.stalledUs("full avg10=0.00 total=555\n")).isNull();
        assertThat(ProcText.stalledUs("")).isNull();
    }

    @Test
    void theLoadIsTheFirstFigure() {
        assertThat(ProcText.load1m("1.53 0.27 0.16 1/89 9122\n")).isEqualTo(1.53);
        assertThat(ProcText.load1m("")).isNull();
        assertThat(ProcText.load1m("n/a 0.27")).isNull();
    }
}
