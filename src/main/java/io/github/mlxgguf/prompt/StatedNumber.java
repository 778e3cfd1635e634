package io.github.mlxgguf.prompt;

import java.math.BigDecimal;
import java.util.List;

/** Whether the final answer is a number with a unit. */
final class StatedNumber implements AnswerCheck {
    private final BigDecimal value;
    private final List<String> units;

    StatedNumber(String value, List<String> units) {
        this.value = new BigDecimal(value);
        this.units = units;
        if (units.isEmpty()) {
            throw new IllegalArgumentException("at least one spelling of the unit is expected, found none");
        }
    }

    @Override
    public String id() {
        return "stated-number";
    }

    @Override
    public Verdict check(String answer) {
        return new Verdict(false, "expected " + value + " " + units.get(0) + ", found nothing yet");
    }
}
