package io.github.mlxgguf.allure;

import static io.github.mlxgguf.allure.CellFixture.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.record.CellEvidence;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.trace.Sample;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class CellTimelineTest {
    private static final ServerStamp SIMULATED =
            ServerStamp.of(new RunBody.ServerInfo("simulated", "http://127.0.0.1:1", true, null));
    private static final List<RunData.Entry> RECORDS = CellFixture.evidence(
                    CellFixture.generation("measured", "short", 250.0, 45.25, null), CellFixture.cell("Pair"))
            .records();

    @Test
    void bothMemoriesAreDrawnAndWhatTheModelDid() throws Exception {
        Document svg = draw("Pair", SIMULATED, samples(200, 1_000_000_000L, -1));

        assertThat(texts(svg))
                .contains(
                        "Pair · simple-generation · baseline (gguf) · round 1",
                        "simulated: a script, not a model; the figures say nothing about your models",
                        "Committed memory of the machine: highest 1.00 GB, 0 s after the start",
                        "Worker's footprint: highest 500 MB, 0 s after the start",
                        "GB",
                        "MB",
                        "seconds after the start of the cell; memory is not drawn from 0",
                        "prefill",
                        "decode",
                        "resident, idle",
                        "after answers");
        assertThat(svg.getElementsByTagName("path").getLength()).isEqualTo(3); // the pattern's and two curves
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("Memory over time: Pair · simple-generation · baseline (gguf) · round 1");
        assertThat(svg.getElementsByTagName("desc").item(0).getTextContent())
                .isEqualTo("simulated: a script, not a model; the figures say nothing about your models."
                        + " Committed memory of the machine: highest 1.00 GB, 0 s after the start."
                        + " Worker's footprint: highest 500 MB, 0 s after the start. 20.0 s, 200 samples.");
    }

    @Test
    void figuresOfRealModelsHaveNoStamp() throws Exception {
        ServerStamp real = ServerStamp.of(new RunBody.ServerInfo("lmstudio", "http://127.0.0.1:1", false, null));

        assertThat(texts(draw("Pair", real, samples(10, 1_000_000_000L, -1)))).doesNotContain("LM Studio");
    }

    @Test
    void aMillionReadingsTakeNoMoreRoomAndNoPeakIsLost() throws Exception {
        int many = 20_000;
        String drawn =
                CellTimeline.of(CellFixture.cell("Pair"), SIMULATED, RECORDS, samples(many, 1_000_000_000L, many / 3));

        assertThat(drawn.length()).isLessThan(40_000);
        assertThat(texts(parse(drawn)))
                .contains("Committed memory of the machine: highest 9.00 GB, 6.67 s after the start");
    }

    @Test
    void aNameIsTextWhateverItHolds() throws Exception {
        String name = "<script>alert(1)</script>&\"'\u0000\uFFFE".repeat(10);
        Document svg = draw(name, null, samples(10, 1_000_000_000L, -1));

        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
        assertThat(texts(svg).get(0))
                .startsWith("<script>alert(1)</script>&\"'��")
                .hasSize(88);
    }

    @Test
    void noReadingIsNoDrawing() {
        assertThat(CellTimeline.of(CellFixture.cell("Pair"), SIMULATED, RECORDS, List.of()))
                .isEmpty();
        assertThat(CellTimeline.of(
                        CellFixture.cell("Pair"),
                        SIMULATED,
                        RECORDS,
                        new CellEvidence("", "{\"session\":1,\"t_ns\":6000000000}\n").samples()))
                .isEmpty();
    }

    @Test
    void theLocaleHasNoSay() {
        List<Sample> samples = samples(100, 1_234_567_890L, 50);
        String expected = CellTimeline.of(CellFixture.cell("Pair"), SIMULATED, RECORDS, samples);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(CellTimeline.of(CellFixture.cell("Pair"), SIMULATED, RECORDS, samples))
                    .isEqualTo(expected);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static Document draw(String pair, @Nullable ServerStamp stamp, List<Sample> samples) throws Exception {
        return parse(CellTimeline.of(CellFixture.cell(pair), stamp, RECORDS, samples));
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<String> texts(Document svg) {
        NodeList nodes = svg.getElementsByTagName("text");
        return java.util.stream.IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent())
                .toList();
    }

    /** Over the 20 s of the cell; the one at {@code peak} has 9 GB. */
    private static List<Sample> samples(int count, long committedBytes, int peak) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append("{\"session\":1,\"t_ns\":")
                    .append(5 * SECOND + i * 20L * SECOND / count)
                    .append(",\"committed_bytes\":")
                    .append(i == peak ? 9_000_000_000L : committedBytes)
                    .append(",\"worker_footprint_bytes\":500000000}\n");
        }
        return new CellEvidence("", lines.toString()).samples();
    }
}
