package io.github.mlxgguf.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatedNumberTest {
    private static final AnswerCheck SPEED =
            StandardPrompts.TRAIN_SPEED.checks().get(0);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80 km/h",
                "80km/h",
                "**80 km/h**",
                "The average speed is **80** km/h.",
                "80.0 km/h",
                "80,0 km/h",
                "80 kilometers per hour",
                "80 kilometres per hour",
                "80 km per hour",
                "80 KM / H",
                "80-km/h",
                "a speed of about ~80 km/hr",
                "80 kph",
                "$80 \\text{ km/h}$",
                "$$v = \\frac{120\\,\\text{km}}{1.5\\,\\text{h}} = 80\\,\\mathrm{km/h}$$",
                "\\[ v = 80 \\ \\frac{\\text{km}}{\\text{h}} \\]",
                "\\boxed{80 \\text{ km/h}}",
                "$\\boxed{80}$ km/h",
                "\\boxed{80}",
                "80 km·h⁻¹",
                "80 km h⁻¹",
                "80 \\text{ km} \\cdot \\text{h}^{-1}",
                "８０ km/h",
                "80\u00A0km/h",
                "80\u202Fkm/h",
                "<b>80</b> km/h",
                "Time = 1.5 hours\r\nSpeed = 120 km / 1.5 h = 80 km/h\r\n",
                "120 km/h would be wrong, since it took longer than an hour. So it is 80 km/h.",
                "The answer is 80 km/h. (At 60 km/h it would have covered 90 km.)",
                "**Answer:** 80 km/h\n\nCheck: 60 km/h for 1.5 h would be only 90 km at 60 km/h.",
                "80 km/h is the answer.",
                "It is 80 km/h, not 90 km/h.",
                "It is 80 km/h rather than **120 km/h**.",
                "80 km/h, or 22.2 m/s, or about 49.7 mph",
                "The average speed in km/h is:\n\n80",
                "1.5 hours\n120 / 1.5\n\n**80.**",
                "3. 80",
                "<think>120 / 1.5 is 90 km/h? No.</think>80 km/h",
                "\uFEFF80 km/h\u200B",
                "Answer: 80 km/h\nSanity check: the answer makes sense because 60 km/h would take 2 hours.",
                "v = 80 km/h\nSanity check: the answer makes sense because 60 km/h would take 2 hours.",
                "v = 80 km/h\nThe answer is reasonable, since 60 km/h would take 2 hours.",
                "v = 80 km/h\nVerification: 60 km/h for 1.5 h is 90 km.",
                "To answer this: a speed of 60 km/h would need two hours.\n120 km / 1.5 h = 80 km/h",
                "Average speed (km/h) = 120 / 1.5 = 80",
                "Average speed in km/h: **80**.",
                "The speed in km/h is 80",
                "80 km/hours",
                "80 km/hrs",
                "80 kms/hr",
                "80 km per hr",
                "80 kilometres-per-hour",
                "80 kilometers-per-hour",
                "80 (km/h)",
                "Step 3 - 80 km/h",
                "Step 3 \u2013 80 km/h",
                "It is 80 km/h.\nFinal answer: 80",
                "It is 80 km/h.\nFinal answer: **80** as computed",
                "Answer:\n\n80 km/h",
                "It is 80 km/h.\nThe answer is 120 / 1.5, as shown.",
                "It is 80 km/h.\nThe answer is 120 / 1.5 = 80",
                "It is 80 km/h.\nThe answer is the distance divided by 1.5 hours.",
                "It isn't 90 km/h. It is 80 km/h, which is less than 90 km/h.",
                "At most 90 km/h, but the mean would be 80 km/h",
            })
    void theAnswerIsFoundInEverySpelling(String answer) {
        AnswerCheck.Verdict verdict = SPEED.check(answer);

        assertThat(verdict.passed()).as(verdict.detail()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "75 km/h | 75 km/h",
                "80 km/h at first, so the average is 75 km/h | 75 km/h",
                "180 km/h | 180 km/h",
                "80.5 km/h | 80.5 km/h",
                "1,080 km/h | 1,080 km/h",
                "1 080 km/h | 080 km/h",
                "0.80 km/h | 0.80 km/h",
                "-80 km/h | -80 km/h",
                "60-80 km/h | 60-80 km/h",
                "75 to 80 km/h | 75 to 80 km/h",
                "not 80 km/h | no such statement",
                "It takes 80 minutes. | no such statement",
                "In 60 minutes it covers 80 km | no such statement",
                "80% | no such statement",
                "120 / 1.5 = 80 | no such statement",
                "80 mph | no such statement",
                "80 km/hovercraft | no such statement",
                "-80 | no such statement",
                "The final answer is 90 km/h since 80 km/h is too slow. | 90 km/h",
                "In the answer 80 is a number, and 90 km/h the speed | 90 km/h",
                "\\boxed{75} | 75 without a unit",
                "\\boxed{75 \\text{ km/h}} and not 80 km/h, or 80 km/h | 75 km/h",
                "1.2.3 km/h | 1.2.3 km/h",
                "blorp flim 12 zzz | no such statement",
                "eighty kilometers per hour | no such statement",
                "<think>It is 80 km/h | an empty answer",
                "'   ' | an empty answer",
                "'' | an empty answer",
                "'***' | an empty answer",
                "It isn't 80 km/h | no such statement",
                "It isn\u2019t 80 km/h | no such statement",
                "It is less than 80 km/h | no such statement",
                "It is more than 80 km/h | no such statement",
                "The speed (km/h) = 75 | 75",
                "60 - 80 km/h | 60 - 80 km/h",
            })
    void whatElseIsSaidIsNamed(String answer, String found) {
        assertThat(SPEED.check(answer)).isEqualTo(new AnswerCheck.Verdict(false, "expected 80 km/h, found " + found));
    }

    @Test
    void anAnswerOfSeveralLinesIsReadToItsEnd() {
        assertThat(SPEED.check("80 km/h is the speed of the first part.\n\nThe answer: 96 km/h\nThanks!"))
                .isEqualTo(new AnswerCheck.Verdict(false, "expected 80 km/h, found 96 km/h"));
        assertThat(SPEED.check("That suggests 80 km/h.\nFinal answer: 92.3"))
                .isEqualTo(new AnswerCheck.Verdict(false, "expected 80 km/h, found 92.3 without a unit"));
        assertThat(SPEED.check("That suggests 80 km/h.\n**Final answer:**\n92.3")
                        .detail())
                .isEqualTo("expected 80 km/h, found 92.3 without a unit");
        assertThat(SPEED.check("It is 80 km/h.\nThe answer: 90 kilometers"))
                .isEqualTo(new AnswerCheck.Verdict(false, "expected 80 km/h, found 90 kilometers"));
        assertThat(SPEED.check("The speed is 80.0\n  km/h").detail()).isEqualTo("expected 80 km/h, found 80.0 km/h");
    }

    @Test
    void otherNumbersAndUnitsCanBeAskedFor() {
        AnswerCheck price = AnswerChecks.number("1250", "euro", "€");

        assertThat(price.id()).isEqualTo("stated-number");
        assertThat(List.of("1,250 euro", "1250 €", "1250.00 Euro"))
                .allMatch(answer -> price.check(answer).passed());
        assertThat(price.check("1.25 euro").detail()).isEqualTo("expected 1250 euro, found 1.25 euro");
    }

    @Test
    void aCheckWithoutUnitIsAMistake() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnswerChecks.number("80"))
                .withMessage("at least one spelling of the unit is expected, found none");
        assertThatIllegalArgumentException().isThrownBy(() -> AnswerChecks.number("eighty", "km/h"));
    }
}
