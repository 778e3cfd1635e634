package io.github.mlxgguf.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.summary.Outcome;
import io.github.mlxgguf.config.Expectation.Operator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundTest {
    @ParameterizedTest
    @CsvSource({
        "AT_LEAST, 2.0, 2.1, MET",
        "AT_LEAST, 1.9, 2.0, UNDECIDED",
        "AT_LEAST, 1.8, 1.9, VIOLATED",
        "ABOVE, 2.1, 2.2, MET",
        "ABOVE, 2.0, 2.1, UNDECIDED",
        "ABOVE, 1.9, 2.0, VIOLATED",
        "AT_MOST, 1.9, 2.0, MET",
        "AT_MOST, 2.0, 2.1, UNDECIDED",
        "AT_MOST, 2.1, 2.2, VIOLATED",
        "BELOW, 1.8, 1.9, MET",
        "BELOW, 1.9, 2.0, UNDECIDED",
        "BELOW, 2.0, 2.1, VIOLATED",
        // What exp(log(2)) may come to, one unit in the last place off.
        "AT_LEAST, 1.9999999999999998, 1.9999999999999998, MET",
        "ABOVE, 2.0000000000000004, 2.0000000000000004, VIOLATED",
        "AT_MOST, 2.0000000000000004, 2.0000000000000004, MET",
        "BELOW, 1.9999999999999998, 1.9999999999999998, VIOLATED",
    })
    void onlyAWholeIntervalDecides(Operator operator, double low, double high, Outcome outcome) {
        assertThat(new Bound(operator, 2).judge(low, high)).isEqualTo(outcome);
    }
}
