package io.github.mlxgguf.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReportPlotsTest {
    private static final List<Plot> PLOTS = PlotFixture.plots(PlotFixture.run(PlotFixture.EVIL));

    @Test
    void aRunThatMeasuredEverythingHasEveryPlot() {
        assertThat(PLOTS)
                .extracting(Plot::id)
                .containsExactly(
                        "pair-1-memory",
                        "pair-1-speed",
                        "pair-1-growth",
                        "pair-1-ttft",
                        "pair-1-crossover",
                        "efficiency");
    }

    @Test
    void everyPlotIsXmlWithItsNameAndItsDescription() throws Exception {
        for (Plot plot : PLOTS) {
            Element svg = parse(plot).getDocumentElement();
            assertThat(svg.getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
            assertThat(svg.getAttribute("role")).isEqualTo("figure");
            assertThat(texts(svg, "title").get(0)).isEqualTo(plot.title().replace('\u0001', '\ufffd'));
            assertThat(texts(svg, "desc").get(0)).isEqualTo(plot.reading().replace('\u0001', '\ufffd'));
            assertThat(texts(svg, "script")).isEmpty();
            assertThat(plot.table().rows()).isNotEmpty();
        }
    }

    @Test
    void aNameThatIsTooLongHasALineOfItsOwn() {
        assertThat(PLOTS.get(1).svg())
                .containsPattern(
                        "y=\"2\"[^>]* class=\"pl-head\">Llama [^<]*…</text>\n<text x=\"12\" y=\"22\"[^>]*>speed of MLX relative to GGUF,"
                                + " with 95 % intervals</text>")
                .contains("viewBox=\"0 -20 720 ");
    }

    @Test
    void noNameOfAUserBecomesMarkup() {
        for (Plot plot : PLOTS) {
            assertThat(plot.svg())
                    .doesNotContain("<b>")
                    .doesNotContain("\u0001")
                    .doesNotContain("]]>");
        }
        assertThat(PLOTS.get(0).svg()).contains("Llama &lt;b&gt;&amp;&quot;&#39;70B");
    }

    @Test
    void allPlotsFitOnOnePage() throws Exception {
        Set<String> seen = new HashSet<>();
        for (Plot plot : PLOTS) {
            Element svg = parse(plot).getDocumentElement();
            for (String id : attributes(svg, "id")) {
                assertThat(seen.add(id)).as(id).isTrue();
                assertThat(id).startsWith(plot.id());
            }
            for (String rule : texts(svg, "style").get(0).strip().split("\n", -1)) {
                assertThat(rule)
                        .containsPattern(
                                "^(@media (print|\\(prefers-color-scheme:dark\\))\\{)?\\." + plot.id() + "[ {]");
            }
        }
    }

    @Test
    void whatIsReferredToIsThere() throws Exception {
        for (Plot plot : PLOTS) {
            List<String> ids = attributes(parse(plot).getDocumentElement(), "id");
            Pattern.compile("url\\(#([^)]+)\\)").matcher(plot.svg()).results().forEach(reference -> assertThat(ids)
                    .contains(reference.group(1)));
        }
    }

    /** The page makes the plot as a whole the one stop. */
    @Test
    void theKeyboardDoesNotStopWithinAPlot() throws Exception {
        for (Plot plot : PLOTS) {
            assertThat(attributes(parse(plot).getDocumentElement(), "tabindex")).isEmpty();
        }
    }

    @Test
    void everyMarkSaysSomething() throws Exception {
        for (Plot plot : PLOTS) {
            NodeList groups = parse(plot).getDocumentElement().getElementsByTagName("g");
            assertThat(groups.getLength()).isPositive();
            for (int i = 0; i < groups.getLength(); i++) {
                assertThat(groups.item(i).getFirstChild().getNodeName()).isEqualTo("title");
                assertThat(groups.item(i).getFirstChild().getTextContent()).isNotBlank();
            }
        }
    }

    @Test
    void noTextLeavesTheDrawing() throws Exception {
        for (Plot plot : PLOTS) {
            NodeList texts = parse(plot).getDocumentElement().getElementsByTagName("text");
            for (int i = 0; i < texts.getLength(); i++) {
                Element text = (Element) texts.item(i);
                double width = TextWidth.of(text.getTextContent(), font(text.getAttribute("class")));
                double x = Double.parseDouble(text.getAttribute("x"));
                double left =
                        switch (text.getAttribute("text-anchor")) {
                            case "middle" -> x - width / 2;
                            case "end" -> x - width;
                            default -> x;
                        };
                assertThat(left).as(text.getTextContent()).isGreaterThanOrEqualTo(0);
                assertThat(left + width).as(text.getTextContent()).isLessThanOrEqualTo(PlotCanvas.WIDTH);
            }
        }
    }

    @Test
    void theSameRunGivesTheSameBytesInEveryLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(PlotFixture.plots(PlotFixture.run(PlotFixture.EVIL))).isEqualTo(PLOTS);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static double font(String style) {
        return switch (style) {
            case "pl-head" -> 15 * TextWidth.BOLD;
            case "pl-strong" -> 13 * TextWidth.BOLD;
            default -> 13;
        };
    }

    private static Document parse(Plot plot) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(plot.svg())));
    }

    private static List<String> texts(Element root, String element) {
        List<String> texts = new ArrayList<>();
        NodeList found = root.getElementsByTagName(element);
        for (int i = 0; i < found.getLength(); i++) {
            texts.add(found.item(i).getTextContent());
        }
        return texts;
    }

    private static List<String> attributes(Element root, String name) {
        List<String> values = new ArrayList<>();
        NodeList all = root.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            if (((Element) all.item(i)).hasAttribute(name)) {
                values.add(((Element) all.item(i)).getAttribute(name));
            }
        }
        return values;
    }
}
