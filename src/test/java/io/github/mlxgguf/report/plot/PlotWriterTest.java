package io.github.mlxgguf.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.report.output.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotWriterTest {
    @TempDir
    Path folder;

    @Test
    void thePlotsOfAnEarlierReportGoAndWhatIsNoPlotStays() throws Exception {
        PlotWriter.write(folder, List.of(plot("pair-1-speed"), plot("pair-2-speed")));
        Files.writeString(folder.resolve("plots/notes.txt"), "mine");

        PlotWriter.write(folder, List.of(plot("pair-1-speed")));

        try (Stream<Path> files = Files.list(folder.resolve("plots"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("pair-1-speed.svg", "notes.txt");
        }
        assertThat(folder.resolve("plots/pair-1-speed.svg"))
                .hasContent("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg/>");
    }

    private static Plot plot(String id) {
        return new Plot(id, Plot.Topic.PERFORMANCE, null, "t", "r", "<svg/>", new Table("t", List.of(), List.of()));
    }
}
