package io.github.mlxgguf.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Column;
import io.github.mlxgguf.report.output.TemplateRenderer;
import io.github.mlxgguf.report.plot.Plot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A plot in the two reports: the picture itself and its figures in the page, a link to its file in the Markdown. */
class PlotPlacementTest {
    private final ReportModel model = ReportModelBuilder.build(
            RunAnalysis.of(RunFixture.threeRounds().data()),
            List.of(new Plot(
                    "pair-1-speed",
                    Plot.Topic.PERFORMANCE,
                    "Llama 3.2 1B",
                    "Speed & intervals",
                    "MLX is <faster>.",
                    "<svg><title>Speed</title></svg>",
                    new Table("Speed as a table", List.of(Column.text("Build")), List.of(Table.row("MLX"))))));

    @Test
    void thePageHoldsThePictureItsReadingAndItsFigures() {
        String html = TemplateRenderer.render("report.html.ftlh", model);

        assertThat(html)
                .contains(
                        "<h3 id=\"performance-1\">Llama 3.2 1B<span class=\"heard\">, Performance</span></h3>\n<figure id=\"plot-pair-1-speed\">",
                        "<div class=\"plot\" tabindex=\"0\"><svg><title>Speed</title></svg></div>",
                        "<figcaption><strong>Speed &amp; intervals.</strong> MLX is &lt;faster&gt;.</figcaption>",
                        "<summary>The figures of this plot as a table</summary>",
                        "<span>Speed as a table</span></caption>");
    }

    @Test
    void theMarkdownLinksThePicture() {
        assertThat(TemplateRenderer.render("report.md.ftl", model)).contains("""
                ## Performance

                ### Llama 3.2 1B

                ![Speed &amp; intervals](plots/pair-1-speed.svg)

                Speed &amp; intervals: MLX is &lt;faster&gt;.

                """);
    }
}
