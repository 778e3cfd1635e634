package io.github.mlxgguf.report.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlxgguf.metric.Anomaly;
import io.github.mlxgguf.metric.AnomalyKind;
import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.record.AnomalyBody;
import io.github.mlxgguf.record.Body;
import io.github.mlxgguf.record.Envelope;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.SampleLine;
import io.github.mlxgguf.record.SessionBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimelineBuilderTest {
    private static final long S = 1_000_000_000L;

    @Test
    void packedValuesAreTheSamplesThemselves() throws IOException {
        TimelineBuilder builder = new TimelineBuilder(16);
        builder.accept(sample(1, 0, 16_384_000_000L, 0.1234));
        builder.accept(sample(1, 1, null, 0.5));
        builder.accept(sample(1, 2, 16_384L * 7, null));

        JsonNode json = json(builder);

        assertThat(json.path("samples").asInt()).isEqualTo(3);
        assertThat(json.path("samples_per_bucket").asInt()).isEqualTo(1);
        assertThat(json.path("interval_ms").asDouble()).isEqualTo(1_000);
        JsonNode committed = series(json, "committed");
        assertThat(committed.path("times").asLong()).isEqualTo(16_384);
        assertThat(committed.has("above")).isFalse();
        // 1,000,000 doubled plus one, nothing, then 999,993 back: 2 · 999,993 − 1, plus one for "not absent".
        assertThat(Varints.of(committed.path("least").asText())).containsExactly(2_000_001L, 0L, 1_999_986L);
        JsonNode user = series(json, "cpu_user");
        assertThat(user.path("per").asLong()).isEqualTo(10_000);
        assertThat(user.path("times").asLong()).isEqualTo(2);
        assertThat(Varints.of(user.path("least").asText())).containsExactly(1_235L, 3_767L, 0L);
        // Steps of 0 s, 1 s, 1 s, as differences in µs, doubled.
        assertThat(Varints.of(json.path("steps_us").asText())).containsExactly(0L, 2_000_000L, 0L);
    }

    @Test
    void aResumedSessionStandsWhereItsWallClockPutsIt() throws IOException {
        JsonNode json = json(DemoRun.whole("lmstudio").into(new TimelineBuilder(16_384)));

        assertThat(json.path("origin").asText()).isEqualTo("2026-11-21T09:00:00Z");
        assertThat(json.path("cells")).hasSize(8);
        assertThat(json.path("cells").get(4).path("start_ms").asDouble()).isGreaterThan(360_000);
        assertThat(json.path("residents"))
                .extracting(resident -> resident.path("build").asText())
                .containsExactly("GGUF", "MLX", "MLX", "GGUF");
        assertThat(json.path("banners")).isEmpty();
    }

    @Test
    void aSessionKilledBeforeItsRecordStandsWhereItsOtherRecordsPutIt() throws IOException {
        Body first = DemoRun.whole("simulated").entries.get(0).body();
        TimelineBuilder builder = new TimelineBuilder(16);
        builder.accept(entry(1, "2026-11-21T09:00:03.500Z", 3_500_000_000L, first));
        builder.accept(entry(
                2,
                "2026-11-21T09:01:02.000Z",
                1_000_000_000L,
                new SessionBody(2, "2026-11-21T09:01:00.250Z", 7, "run", List.of(), List.of())));
        builder.accept(entry(2, "2026-11-21T09:01:05.000Z", 5 * S, anomaly(4 * S)));
        builder.accept(sample(1, 2, 1L, null));
        builder.accept(sample(2, 1, 1L, null));
        builder.accept(sample(2, 2, 1L, null));

        JsonNode json = json(builder);
        assertThat(json.path("origin").asText()).isEqualTo("2026-11-21T09:00:00Z");
        assertThat(json.path("marks").get(0).path("start_ms").asDouble()).isEqualTo(64_250);
        // At 2 s, at 61.25 s, at 62.25 s: steps of 2 s, 59.25 s and 1 s, as differences.
        assertThat(Varints.of(json.path("steps_us").asText())).containsExactly(4_000_000L, 114_500_000L, 116_499_999L);
    }

    @Test
    void anEndRecordIsNotTheEndForARunThatMayBeResumed() throws IOException {
        TimelineBuilder builder = DemoRun.whole("simulated").into(new TimelineBuilder(64));

        assertThat(json(builder).path("ended").asBoolean()).isFalse();
        builder.ended();
        assertThat(json(builder).path("ended").asBoolean()).isTrue();
    }

    @Test
    void sessionsOfUnknownClocksFollowEachOther() throws IOException {
        TimelineBuilder builder = new TimelineBuilder(16);
        builder.accept(sample(1, 5, 1L, null));
        builder.accept(sample(2, 3, 1L, null));

        assertThat(json(builder).path("last_ms").asDouble()).isEqualTo(18_000);
        assertThat(json(builder).has("origin")).isFalse();
    }

    @Test
    void aModelIsResidentFromTheEndOfItsLoadToTheStartOfItsUnload() throws IOException {
        DemoRun demo = DemoRun.whole("simulated");
        TimelineBuilder builder = new TimelineBuilder(16_384);
        demo.entries.subList(0, 3).forEach(builder::accept);

        JsonNode open = json(builder).path("residents").get(0);
        assertThat(open.path("open").asBoolean()).isTrue();
        assertThat(open.path("start_ms").asDouble()).isEqualTo(9_000);
        assertThat(open.path("model").asText()).isEqualTo("llama-3.3-70b@q8_0");
        assertThat(json(builder).path("ended").asBoolean()).isFalse();

        demo.entries.subList(3, demo.entries.size()).forEach(builder::accept);
        JsonNode closed = json(builder).path("residents").get(0);
        assertThat(closed.path("open").asBoolean()).isFalse();
        assertThat(closed.path("end_ms").asDouble()).isGreaterThan(60_000);
    }

    @Test
    void cellsSayWhatTheyCost() throws IOException {
        JsonNode cell = json(DemoRun.whole("simulated").into(new TimelineBuilder(16_384)))
                .path("cells")
                .get(0);

        assertThat(cell.path("peak_growth_bytes").asLong()).isEqualTo(78_400_000_000L);
        assertThat(cell.path("decode_growth_bytes").asLong()).isEqualTo(78_000_000_000L);
        assertThat(cell.path("decode_tokens_per_second").asDouble()).isEqualTo(11.8);
        assertThat(cell.path("generations").asInt()).isEqualTo(3);
    }

    @Test
    void thePauseAfterACellLiesAfterItsLastAnswer() throws IOException {
        JsonNode json = json(DemoRun.whole("simulated").into(new TimelineBuilder(16_384)));
        double cellEnd = json.path("cells").get(0).path("end_ms").asDouble();

        assertThat(json.path("phases"))
                .filteredOn(phase -> phase.path("phase").asText().equals("after"))
                .hasSize(8)
                .first()
                .satisfies(phase -> {
                    assertThat(phase.path("end_ms").asDouble()).isEqualTo(cellEnd);
                    assertThat(phase.path("start_ms").asDouble()).isEqualTo(cellEnd - 1_000);
                });
    }

    @Test
    void marksOfRecordsAndOfDetectorsStandOnceEach() throws IOException {
        TimelineBuilder builder = DemoRun.whole("simulated").into(new TimelineBuilder(64));
        int recorded = json(builder).path("marks").size();
        Anomaly swap = new Anomaly(AnomalyKind.SWAP_ONSET, 3 * S, 4 * S, 20e6, "Swap grew by 20 MB.");
        builder.mark(1, swap);
        builder.mark(1, swap);

        JsonNode marks = json(builder).path("marks");
        assertThat(marks).hasSize(recorded + 1);
        assertThat(marks.get(recorded).path("start_ms").asDouble()).isEqualTo(3_000);
        assertThat(marks.get(recorded).path("unit").asText()).isEqualTo("bytes");
        assertThat(marks.get(0).path("where").asText())
                .isEqualTo("Llama 3.3 70B <b>\"x\"</b>, MLX, context-stress, round 2");
    }

    @Test
    void theMachinesMemoryFollowsFromTheWorkersShareWhereNoRecordTellsIt() throws IOException {
        TimelineBuilder builder = new TimelineBuilder(16);
        builder.accept(new SampleLine(
                1,
                new SampleBuilder().workerRssBytes(2_000L).workerRamShare(0.25).build(0)));

        assertThat(json(builder).path("machine_memory_bytes").asLong()).isEqualTo(8_000);
    }

    @Test
    void localeHasNoSay() {
        Locale before = Locale.getDefault();
        String usual = DemoRun.whole("simulated")
                .into(new TimelineBuilder(1_000))
                .build()
                .toJson();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-u-nu-arab"));
            assertThat(DemoRun.whole("simulated")
                            .into(new TimelineBuilder(1_000))
                            .build()
                            .toJson())
                    .isEqualTo(usual);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static JsonNode json(TimelineBuilder builder) throws IOException {
        return new ObjectMapper().readTree(builder.build().toJson());
    }

    private static JsonNode series(JsonNode json, String id) {
        for (JsonNode series : json.path("series")) {
            if (series.path("id").asText().equals(id)) {
                return series;
            }
        }
        throw new AssertionError("no series " + id);
    }

    private static RunData.Entry entry(int session, String ts, long tNs, Body body) {
        return new RunData.Entry(new Envelope("1.0", "any", "run", 0, ts, session, tNs, "simulated"), body);
    }

    private static AnomalyBody anomaly(long atNs) {
        return new AnomalyBody("swap_onset", null, null, null, null, null, atNs, atNs, 1, "Swap grew.");
    }

    private static SampleLine sample(int session, int seconds, @Nullable Long committed, @Nullable Double user) {
        return new SampleLine(
                session,
                new SampleBuilder().committedBytes(committed).cpuUser(user).build(seconds * S));
    }

    /** Reads what {@link VarintText} wrote. */
    private static final class Varints {
        static List<Long> of(String text) {
            List<Long> numbers = new ArrayList<>();
            long number = 0;
            int shift = 0;
            for (byte part : Base64.getDecoder().decode(text)) {
                number |= (long) (part & 0x7f) << shift;
                shift += 7;
                if (part >= 0) {
                    numbers.add(number);
                    number = 0;
                    shift = 0;
                }
            }
            return numbers;
        }
    }
}
