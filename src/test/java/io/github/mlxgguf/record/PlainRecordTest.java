package io.github.mlxgguf.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlxgguf.record.RecordJson.UnreadableLine;
import io.github.mlxgguf.record.RunData.Entry;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainRecordTest {
    private static final ObjectMapper MAPPER = RecordJson.newMapper();
    private static final String LINE = line(BodyFixtures.generation(3));

    static Stream<Body> bodies() {
        return Stream.concat(BodyFixtures.full().stream(), BodyFixtures.minimal().stream());
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void whatIsWrittenIsReadAsTheTreeReadsIt(Body body) throws UnreadableLine {
        String line = line(body);

        assertThat(parse(line)).isNotNull().isEqualTo(RecordJson.parse(RecordJson.parseTree(line)));
    }

    /** Each is a line that the tree reads as well, or refuses with words of its own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"kind\":\"generation\"=\"kind\":\"dream\"",
                "\"kind\":\"generation\"=\"kind\":null",
                "{\"schema=\uFEFF{\"schema",
                "{\"schema={ \"schema",
                "\"session\":1,=\"session\":2147483648,",
                "\"session\":1,=\"session\":1.0,",
                "\"seq\":7=\"seq\":9223372036854775808",
                "\"server_kind\":\"lmstudio\"=\"server_kind\":null",
                "\"run_id\":\"run\"=\"run_id\":\"r\\u0075n\"",
                "\"load_seq\":3=\"load_seq\":3,\"seq\":7",
                "\"load_seq\":3=\"load_seq\":null",
                "\"load_seq\":3=\"load_seq\":\"three\"",
            })
    void anythingUnusualIsLeftToTheTree(String change) {
        String[] parts = change.split("=", 2);

        assertThat(LINE).contains(parts[0]);
        assertThat(parse(LINE.replace(parts[0], parts[1]))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"}", "{}", "x"})
    void whatFollowsARecordIsLeftToTheTree(String rest) {
        assertThat(parse(LINE + rest)).isNull();
    }

    @Test
    void aLineThatIsTornAnywhereIsLeftToTheTree() {
        for (int length = 0; length < LINE.length(); length++) {
            assertThat(parse(LINE.substring(0, length))).isNull();
        }
    }

    private static @Nullable Entry parse(String line) {
        return PlainRecord.parse(MAPPER, line);
    }

    private static String line(Body body) {
        return RecordJson.line(
                new Envelope(
                        RecordJson.SCHEMA_VERSION,
                        RecordKind.of(body).id(),
                        "run",
                        7,
                        BodyFixtures.WALL_ANCHOR,
                        1,
                        123_456_789,
                        "lmstudio"),
                body);
    }
}
