package io.github.mlxgguf.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.record.RecordJson.UnreadableLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleParserTest {
    private static final String FULL = RecordJson.line(3, BodyFixtures.sample(5));
    private static final String LEAST = RecordJson.line(1, BodyFixtures.minimalOf(BodyFixtures.sample(0)));

    @Test
    void whatTheMonitorWritesIsRead() {
        assertThat(parse(FULL)).isEqualTo(new SampleLine(3, BodyFixtures.sample(5)));
        assertThat(parse(LEAST)).isEqualTo(new SampleLine(1, BodyFixtures.minimalOf(BodyFixtures.sample(0))));
    }

    /** Each is a line that the other way reads as well, or refuses with words of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[1]",
                "7",
                "\uFEFF{\"session\":1,\"t_ns\":1}",
                " {\"session\":1,\"t_ns\":1}",
                "{\"session\":1,\"t_ns\":1",
                "{\"session\":1,\"t_ns\":1}}",
                "{\"session\":1,\"t_ns\":1}{}",
                "{\"session\":1,\"t_ns\":1,\"t_ns\":2}",
                "{\"session\":1,\"session\":1,\"t_ns\":1}",
                "{\"session\":1}",
                "{\"t_ns\":1}",
                "{\"session\":1,\"t_ns\":null}",
                "{\"session\":null,\"t_ns\":1}",
                "{\"session\":1.0,\"t_ns\":1}",
                "{\"session\":2147483648,\"t_ns\":1}",
                "{\"session\":1,\"t_ns\":1.5}",
                "{\"session\":1,\"t_ns\":9223372036854775808}",
                "{\"session\":1,\"t_ns\":\"1\"}",
                "{\"session\":1,\"t_ns\":1,\"pressure\":2147483648}",
                "{\"session\":1,\"t_ns\":1,\"pressure\":1.5}",
                "{\"session\":1,\"t_ns\":1,\"cpu_user\":\"0.5\"}",
                "{\"session\":1,\"t_ns\":1,\"cpu_user\":99999999999999999999}",
                "{\"session\":1,\"t_ns\":1,\"cpu_user\":NaN}",
                "{\"session\":1,\"t_ns\":1,\"thermal\":5}",
                "{\"session\":1,\"t_ns\":1,\"low_power_mode\":1}",
                "{\"session\":1,\"t_ns\":1,\"cpu_cores\":[null]}",
                "{\"session\":1,\"t_ns\":1,\"cpu_cores\":[0.5",
                "{\"session\":1,\"t_ns\":1,\"cpu_cores\":0.5}",
                "{\"session\":1,\"t_ns\":1,\"from_the_future\":1}",
                "{\"session\":1,\"t_ns\":1,}",
                "{\"session\":1 \"t_ns\":1}",
                "{\"session\": 1,\"t_ns\":1}",
                "{\"session\":1,\"t_ns\":01}",
                "{\"session\":1,\"t_ns\":+1}",
                "{\"session\":1,\"t_ns\":-}",
                "{\"session\":1,\"t_ns\":}",
                "{\"session\":1,\"t_ns\":1,\"power_w\":1.}",
                "{\"session\":1,\"t_ns\":1,\"power_w\":.5}",
                "{\"session\":1,\"t_ns\":1,\"power_w\":01.5}",
                "{\"session\":1,\"t_ns\":1,\"power_w\":1e}",
                "{\"session\":1,\"t_ns\":1,\"power_w\":1.5e+}",
                "{\"session\":1,\"t_ns\":1,\"power_w\":0x1p3}",
                "{\"session\":1,\"t_ns\":1,\"power_w\":0.1000000000000000055511151231257827}",
                "{\"session\":1,\"t_ns\":1,\"low_power_mode\":truer}",
                "{\"session\":1,\"t_ns\":1,\"thermal\":\"fa\\u0069r\"}",
                "{\"session\":1,\"t_ns\":1,\"thermal\":\"fa\tir\"}",
                "{\"session\":1,\"t_ns\":1,\"thermal\":\"größer\"}",
                "{\"session\":1,\"t_ns\":1,\"cpu_cores\":[0.5,]}"
            })
    void anythingUnusualIsLeftToTheOtherWay(String line) {
        assertThat(parse(line)).isNull();
    }

    @Test
    void aLineThatIsTornAnywhereIsLeftToTheOtherWay() {
        for (int length = 0; length < FULL.length(); length++) {
            assertThat(parse(FULL.substring(0, length))).isNull();
        }
    }

    @Test
    void anyOrderAndAnEmptyListAreRead() throws UnreadableLine {
        String line = "{\"cpu_cores\":[],\"low_power_mode\":true,\"thermal\":null,\"t_ns\":7,\"session\":2}";

        assertThat(parse(line)).isNotNull().isEqualTo(RecordJson.parseSample(line));
    }

    /** Where both read a line they read the same, whatever number stands in it. */
    @Test
    void numbersAreThoseOfTheOtherWay() throws UnreadableLine {
        Random random = new Random(6);
        List<String> numbers = new ArrayList<>(
                List.of("0", "-0", "-0.0", "1e3", "1E-7", "9007199254740993", "4.9E-324", "1.7976931348623157E308"));
        for (int i = 0; i < 2_000; i++) {
            numbers.add(Double.toString(Double.longBitsToDouble(random.nextLong() & ~(1L << 62))));
            numbers.add(Double.toString(random.nextDouble()));
            numbers.add(Long.toString(random.nextLong()));
        }
        for (String number : numbers) {
            String line = "{\"session\":1,\"t_ns\":1,\"power_w\":" + number + ",\"cpu_cores\":[" + number + "]}";
            assertThat(parse(line)).as(number).isNotNull().isEqualTo(RecordJson.parseSample(line));
        }
    }

    @Test
    void aNumberThatNoDoubleHoldsIsReadByNeither() {
        String line = "{\"session\":1,\"t_ns\":1,\"power_w\":1e999}";

        assertThat(parse(line)).isNull();
        assertThatThrownBy(() -> RecordJson.parseSample(line)).isInstanceOf(UnreadableLine.class);
    }

    private static @Nullable SampleLine parse(String line) {
        byte[] text = ("before" + line + "after").getBytes(StandardCharsets.UTF_8);
        return SampleParser.parse(text, 6, line.getBytes(StandardCharsets.UTF_8).length);
    }
}
