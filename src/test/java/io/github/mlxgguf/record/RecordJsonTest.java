package io.github.mlxgguf.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.record.RecordJson.UnreadableLine;
import io.github.mlxgguf.record.RunData.Entry;
import io.github.mlxgguf.trace.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordJsonTest {
    private final Locale machineLocale = Locale.getDefault();

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(machineLocale);
    }

    /** {@code und} is ROOT; Arabic with its own digits is the one that breaks {@code String.format}. */
    @ParameterizedTest
    @ValueSource(strings = {"und", "en-US", "de-DE", "tr-TR", "ar-EG-u-nu-arab"})
    void linesAreSealedInEveryLocale(String locale) throws IOException {
        Locale.setDefault(Locale.forLanguageTag(locale));

        assertThat(lines(BodyFixtures.full())).containsExactlyElementsOf(golden("records-full.jsonl"));
        assertThat(lines(BodyFixtures.minimal())).containsExactlyElementsOf(golden("records-minimal.jsonl"));
        assertThat(List.of(
                        RecordJson.line(1, BodyFixtures.sample(123_456_789_012L)),
                        RecordJson.line(2, BodyFixtures.minimalOf(BodyFixtures.sample(0)))))
                .containsExactlyElementsOf(golden("samples.jsonl"));
    }

    @Test
    void fixturesLeaveNothingOut() {
        assertThat(BodyFixtures.full()).allSatisfy(body -> assertThat(BodyFixtures.unset((Record) body))
                .isEmpty());
        assertThat(BodyFixtures.full()).extracting(body -> RecordKind.of(body)).containsExactly(RecordKind.values());
        assertThat(BodyFixtures.unset(BodyFixtures.sample(1))).isEmpty();
    }

    @Test
    void whatIsWrittenIsReadBackEqual() throws UnreadableLine {
        for (Body body : bothFixtures()) {
            Envelope envelope = envelope(body, 7);

            assertThat(RecordJson.parse(RecordJson.line(envelope, body))).isEqualTo(new Entry(envelope, body));
        }
        Sample sample = BodyFixtures.sample(5);
        assertThat(RecordJson.parseSample(RecordJson.line(3, sample))).isEqualTo(new SampleLine(3, sample));
    }

    @Test
    void aCheckThatWasNotJudgedHasNoResult() throws UnreadableLine {
        String line = RecordJson.line(envelope(BodyFixtures.generation(3), 7), BodyFixtures.generation(3));
        String unjudged = line.replace("\"passed\":true", "\"passed\":null");

        assertThat(unjudged).isNotEqualTo(line);
        assertThat(SchemaValidator.validate(unjudged, "record")).isEmpty();
        assertThat(((GenerationBody) RecordJson.parse(unjudged).body()).checks())
                .containsExactly(new GenerationBody.Check("not_empty", null, "1400 characters"));
    }

    @Test
    void noBodyHidesAFieldOfTheEnvelope() {
        List<String> envelope = names(Envelope.class);
        for (RecordKind kind : RecordKind.values()) {
            assertThat(names(kind.bodyType())).doesNotContainAnyElementsOf(envelope);
        }
    }

    @Test
    void namesAreSnakeCase() {
        assertThat(List.of("tNs", "e2eMs", "ttftAnswerMs", "p50", "sha256", "responseSha256", "load1m"))
                .extracting(ContractNames::inFile)
                .containsExactly("t_ns", "e2e_ms", "ttft_answer_ms", "p50", "sha256", "response_sha256", "load_1m");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void numbersThatAreNotFiniteAreRefused(double number) {
        EndBody boxed = new EndBody(
                "completed",
                new EndBody.Counts(0, 0, 0, 0, 0, 0, 0),
                new EndBody.SamplerInfo(100, 0, 0, number, null, null, null),
                List.of());
        EndBody primitive = new EndBody(
                "completed",
                new EndBody.Counts(0, 0, 0, 0, 0, 0, 0),
                new EndBody.SamplerInfo(number, 0, 0, null, null, null, null),
                List.of());

        for (EndBody body : List.of(boxed, primitive)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> RecordJson.line(envelope(body, 0), body))
                    .withMessageContaining("found " + number + "; a file holds finite numbers or null");
        }
    }

    /** {@code Double.toString} says 1.9999999999999998E23 up to JDK 18. */
    @Test
    void numbersAreSpelledAlikeOnEveryJdk() {
        EndBody body = new EndBody(
                "completed",
                new EndBody.Counts(0, 0, 0, 0, 0, 0, 0),
                new EndBody.SamplerInfo(Double.parseDouble("2.0E23"), 0, 0, null, null, null, null),
                List.of());

        assertThat(RecordJson.line(envelope(body, 0), body)).contains("\"interval_ms\":2.0E23,");
    }

    @Test
    void aMissingOrNullRequiredFieldIsNotRead() {
        String line = RecordJson.line(envelope(BodyFixtures.engine(), 0), BodyFixtures.engine());

        assertThatThrownBy(() -> RecordJson.parse(line.replace(",\"source\":\"v0\"", "")))
                .isInstanceOf(UnreadableLine.class)
                .hasMessageContaining("'source'");
        assertThatThrownBy(() -> RecordJson.parse(line.replace("\"source\":\"v0\"", "\"source\":null")))
                .isInstanceOf(UnreadableLine.class)
                .hasMessageContaining("source");
        assertThatThrownBy(() -> RecordJson.parse(line.replace(",\"t_ns\":123456789", "")))
                .isInstanceOf(UnreadableLine.class)
                .hasMessageContaining("'t_ns'");
    }

    @Test
    void aMissingOptionalFieldIsUnknownAndANewOneIsIgnored() throws UnreadableLine {
        String line = RecordJson.line(envelope(BodyFixtures.engine(), 0), BodyFixtures.engine());

        Entry read = RecordJson.parse(line.replace("\"engine_version\":\"1.52.0\"", "\"from_the_future\":1"));

        assertThat(read.body())
                .isEqualTo(new EngineBody("gguf", "llama.cpp-mac-arm64-apple-metal-advsimd", null, "0.4.25", "v0"));
    }

    @Test
    void unreadableLinesSayWhy() {
        assertThatThrownBy(() -> RecordJson.parse("[1]")).hasMessage("expected a JSON object, found '[1]'");
        assertThatThrownBy(() -> RecordJson.parse("{\"kind\":\"dream\"}"))
                .hasMessage("unknown kind of record 'dream'; this version knows run, session, engine, load, generation,"
                        + " scenario, unload, anomaly, end");
        assertThatThrownBy(() -> RecordJson.parse("{\"kind\":\"run\",\"seq\":"))
                .hasMessageStartingWith("not a whole JSON object: ");
        assertThatThrownBy(() -> RecordJson.parse("{\"a\":1,\"a\":2}"))
                .hasMessageStartingWith("not a whole JSON object: Duplicate field 'a'");
        assertThatThrownBy(() -> RecordJson.parse("{}{}")).hasMessageStartingWith("not a whole JSON object: ");
    }

    private static List<Body> bothFixtures() {
        List<Body> bodies = new ArrayList<>(BodyFixtures.full());
        bodies.addAll(BodyFixtures.minimal());
        return bodies;
    }

    private static List<String> lines(List<Body> bodies) {
        List<String> lines = new ArrayList<>();
        for (Body body : bodies) {
            lines.add(RecordJson.line(envelope(body, lines.size()), body));
        }
        return lines;
    }

    private static Envelope envelope(Body body, long seq) {
        return new Envelope(
                RecordJson.SCHEMA_VERSION,
                RecordKind.of(body).id(),
                "20261031-235958-0a1b",
                seq,
                BodyFixtures.WALL_ANCHOR,
                1,
                123_456_789,
                "lmstudio");
    }

    private static List<String> names(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> ContractNames.inFile(component.getName()))
                .toList();
    }

    private static List<String> golden(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(RecordJsonTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @Test
    void aNumberThatNoDoubleHoldsIsNoNumber() {
        String line = "{\"schema_version\":\"1.0\",\"kind\":\"generation\",\"ttft_ms\":1e400}";

        assertThatThrownBy(() -> RecordJson.parseTree(line))
                .isInstanceOf(RecordJson.UnreadableLine.class)
                .extracting(e -> ((RecordJson.UnreadableLine) e).reason())
                .isEqualTo("/ttft_ms: a number too large for a double; a file holds finite numbers or null");
    }

    @Test
    void theParserSpeaksPlainly() {
        assertThatThrownBy(() -> RecordJson.parseTree("{\"kind\":\"run\",\"notice\":\"cut o"))
                .isInstanceOf(RecordJson.UnreadableLine.class)
                .extracting(e -> ((RecordJson.UnreadableLine) e).reason())
                .isEqualTo("not a whole JSON object: it ends in the middle");
        assertThatThrownBy(() -> RecordJson.parseTree("{\"ttft_ms\":NaN}"))
                .isInstanceOf(RecordJson.UnreadableLine.class)
                .extracting(e -> ((RecordJson.UnreadableLine) e).reason())
                .isEqualTo("not a whole JSON object: Non-standard token 'NaN', which JSON does not have");
    }

    @Test
    void aProblemCannotSteerATerminal() {
        assertThat(new Problem(3, "property '\u001b[2J' is not defined"))
                .hasToString("line 3: property '\ufffd[2J' is not defined");
    }
}
