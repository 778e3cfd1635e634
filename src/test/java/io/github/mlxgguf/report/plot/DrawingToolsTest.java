package io.github.mlxgguf.report.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DrawingToolsTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "-0.04, 0", "1.25, 1.3", "-1.25, -1.2", "-0.5, -0.5", "12345.67, 12345.7", "3, 3"})
    void aPlaceHasOneDecimalAtMost(double units, String text) {
        assertThat(Coordinate.of(units)).isEqualTo(text);
    }

    @Test
    void whatIsNoNumberHasNoPlace() {
        assertThatThrownBy(() -> Coordinate.of(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a place on a drawing must be a number, found NaN");
    }

    @Test
    void ticksAreRound() {
        assertThat(Ticks.linear(0, 10, 6)).containsExactly(0.0, 2.0, 4.0, 6.0, 8.0, 10.0);
        assertThat(Ticks.linear(-0.07, 0.31, 5)).containsExactly(0.0, 0.1, 0.2, 0.3);
        assertThat(Ticks.linear(0.5, 3.5, 3)).containsExactly(1.0, 2.0, 3.0);
        assertThat(Ticks.linear(5, 5, 3)).containsExactly(5.0);
    }

    @Test
    void ticksOfRatiosAreRoundToo() {
        assertThat(Ticks.logarithmic(90, 5_000, 9)).containsExactly(100.0, 200.0, 500.0, 1_000.0, 2_000.0, 5_000.0);
        assertThat(Ticks.logarithmic(0.5, 1e6, 9)).containsExactly(1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6);
        assertThat(Ticks.logarithmic(0.9, 1.1, 7)).containsExactly(0.9, 0.95, 1.0, 1.05, 1.1);
    }

    @Test
    void equalRatiosAreEquallyFarApart() {
        Scale scale = new Scale(1, 100, 0, 200, true, 5);

        assertThat(scale.at(10)).isEqualTo(100, within(1e-9));
        assertThatThrownBy(() -> new Scale(0, 1, 0, 1, true, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no logarithmic scale from 0.0 to 1.0");
    }

    @Test
    void aTextThatIsTooLongIsCut() {
        assertThat(TextWidth.fit("short", 10, 100)).isEqualTo("short");
        assertThat(TextWidth.fit("a name that is too long", 10, 60)).isEqualTo("a name t…");
        assertThat(TextWidth.of("漢字", 10)).isEqualTo(20.4, within(1e-9));
        assertThat(TextWidth.wrap("one two three", 10, 50, 3)).containsExactly("one two", "three");
    }

    @Test
    void textIsNeverMarkup() {
        assertThat(Svg.escape("<a b=\"c\">&'\u0000\n")).isEqualTo("&lt;a b=&quot;c&quot;&gt;&amp;&#39;\ufffd ");
        assertThat(Svg.escape("\ud83d\ude00\ud800")).isEqualTo("\ud83d\ude00\ufffd");
    }

    /** WCAG 2.2: 3:1 for what must be told apart in a drawing, 4.5:1 for text. */
    @ParameterizedTest
    @ValueSource(strings = {PlotStyle.LIGHT, PlotStyle.DARK})
    void whatMustBeSeenIsSeenOnBothPapers(String palette) {
        Map<String, String> colours = Pattern.compile("--pl-([a-z]+):#([0-9a-f]{6})")
                .matcher(palette)
                .results()
                .collect(Collectors.toMap(found -> found.group(1), (MatchResult found) -> found.group(2)));
        String page = Objects.requireNonNull(colours.get("page"));
        String band = Objects.requireNonNull(colours.get("band"));

        for (String name : List.of("ink", "soft", "base", "cand")) {
            String colour = Objects.requireNonNull(colours.get(name));
            assertThat(contrast(colour, page)).as(name).isGreaterThanOrEqualTo(4.5);
            assertThat(contrast(colour, band)).as(name).isGreaterThanOrEqualTo(3);
        }
    }

    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        double[] shares = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double part = Integer.parseInt(colour.substring(2 * i, 2 * i + 2), 16) / 255.0;
            sum += shares[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
        }
        return sum;
    }
}
