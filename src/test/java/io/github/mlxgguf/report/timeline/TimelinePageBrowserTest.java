package io.github.mlxgguf.report.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.github.mlxgguf.metric.Anomaly;
import io.github.mlxgguf.metric.AnomalyKind;
import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.record.SampleLine;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser; skipped where no Chromium is installed. */
@SuppressWarnings("NullAway.Init")
class TimelinePageBrowserTest {
    private static final Path PICTURES = Path.of("target", "timeline");
    private static final String SPAN = "(timeline.state.to - timeline.state.from)";
    private static final int WIDE = 1400;
    private static final int PHONE = 390;

    @TempDir
    static Path folder;

    private static Browser browser;
    private static DemoRun demo;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> chromium = Browser.installed();
        assumeTrue(
                chromium.isPresent(),
                "no chromium, chromium-browser or google-chrome on the PATH: the page is not tested in a browser");
        browser = Browser.start(chromium.get(), Files.createDirectory(folder.resolve("profile")));
        demo = DemoRun.whole("simulated");
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void asOnADesk() throws Exception {
        browser.scheme("light");
        browser.size(WIDE, 1300);
    }

    @Test
    void opensWithoutAComplaintAndAsksForNothing() throws Exception {
        URI page = openDemo();

        assertThat(browser.evaluate("document.title").asText())
                .isEqualTo("Time line: simulated run – 20261121-090000-d3m0");
        assertThat(browser.evaluate("document.querySelector('.banner.evidence strong').textContent")
                        .asText())
                .isEqualTo("Simulated: these figures are invented");
        assertThat(browser.evaluate("document.querySelectorAll('#chart canvas').length")
                        .asInt())
                .isPositive();
        assertThat(browser.complaints).isEmpty();
        assertThat(browser.requests.stream().filter(address -> !address.startsWith("data:")))
                .containsExactly(page.toString());
    }

    @Test
    void wheelKeysDragAndButtonsMoveTheWindow() throws Exception {
        openDemo();
        double whole = number(SPAN);
        double[] middle = middleOfMemory();

        browser.moveMouse(middle[0], middle[1]);
        browser.wheel(middle[0], middle[1], -300);
        browser.awaitTrue(SPAN + " < " + whole * 0.95);

        browser.evaluate("document.getElementById('chart').focus()");
        double zoomed = number(SPAN);
        browser.key("+", 187);
        browser.awaitTrue(SPAN + " < " + zoomed * 0.8);

        double from = number("timeline.state.from");
        browser.key("ArrowRight", 39);
        browser.awaitTrue("timeline.state.from > " + from);

        from = number("timeline.state.from");
        browser.drag(middle[0], middle[0] + 200, middle[1]);
        browser.awaitTrue("timeline.state.from < " + from);

        browser.key("-", 189);
        browser.key("0", 48);
        browser.awaitTrue(SPAN + " === " + whole);

        browser.evaluate("document.getElementById('range').click()");
        browser.drag(middle[0], middle[0] + 100, middle[1]);
        browser.awaitTrue(SPAN + " < " + whole / 5);
        assertThat(browser.evaluate("document.getElementById('window').textContent")
                        .asText())
                .contains(" of 8\u00a0min 20\u00a0s");
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void hoverTellsTheTimeTheRegionsAndEveryRowAtOnce() throws Exception {
        openDemo();

        hoverAt(40_000);

        assertThat(browser.evaluate("document.querySelector('.readout').innerText")
                        .asText())
                .contains(
                        "0:40",
                        "2026-11-21 09:00:4",
                        "Model GGUF · llama-3.3-70b@q8_0 · Llama 3.3 70B <b>\"x\"</b> · round 1",
                        "Scenario ",
                        "Memory\n",
                        "Committed",
                        "CPU\n",
                        "System",
                        "GPU\n",
                        "GPU renderer",
                        "Power and temperature\n",
                        "CPU temperature",
                        "\u00a0°C",
                        "Power source")
                .containsPattern("Committed\\s+10\\d\u00a0GB");
    }

    @Test
    void nothingIsKnownInsideAHole() throws Exception {
        openDemo();

        hoverAt(240_000);

        assertThat(browser.evaluate("document.querySelector('.readout').innerText")
                        .asText())
                .contains("4:00")
                .containsPattern("Committed\\s+–")
                .containsPattern("GPU device\\s+–");
    }

    @Test
    void readingLineMovesByKeys() throws Exception {
        openDemo();
        browser.evaluate("document.getElementById('chart').focus()");

        browser.evaluate("document.getElementById('chart').dispatchEvent("
                + "new KeyboardEvent('keydown', {key: 'ArrowRight', shiftKey: true}))");

        browser.awaitTrue("!!document.querySelector('.readout .when')");
    }

    @Test
    void switchesHideARowAndAKindOfRegion() throws Exception {
        openDemo();
        assertThat(seriesIds()).contains("gpu/gpu_device", "lane/scenario", "lane/phase");
        double height = number("document.getElementById('chart').clientHeight");

        click("#rows", "GPU");
        click("#kinds", "Scenarios");

        assertThat(seriesIds())
                .contains("memory/committed", "lane/phase")
                .doesNotContain("gpu/gpu_device", "lane/scenario");
        assertThat(number("document.getElementById('chart').clientHeight")).isLessThan(height);

        click("#rows", "GPU");
        click("#kinds", "Scenarios");
        assertThat(seriesIds()).contains("gpu/gpu_device", "lane/scenario");
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void labelsNeverOverlapAndLieInsideTheChart() throws Exception {
        openDemo();
        for (double share : new double[] {1, 0.5, 0.2, 0.05, 0.01}) {
            browser.evaluate("(() => { const [a, b] = timeline.state.data.full;"
                    + "timeline.chart.dispatchAction({type: 'dataZoom', dataZoomIndex: 0, startValue: a + (b - a) * 0.1 * (1 - "
                    + share + "), endValue: a + (b - a) * (0.1 * (1 - " + share + ") + " + share + ")}); })()");
            browser.awaitTrue("Math.abs(" + SPAN + " / (timeline.state.data.full[1] - timeline.state.data.full[0]) - "
                    + share + ") < 0.001");
            browser.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            JsonNode labels = browser.evaluate("timeline.labels()");

            assertThat(labels.size()).as("labels at %s", share).isPositive();
            for (int one = 0; one < labels.size(); one++) {
                assertThat(labels.get(one).path("x").asDouble()).isPositive();
                assertThat(labels.get(one).path("x").asDouble()
                                + labels.get(one).path("width").asDouble())
                        .isLessThan(WIDE);
                for (int other = one + 1; other < labels.size(); other++) {
                    assertThat(overlap(labels.get(one), labels.get(other)))
                            .as("%s and %s at %s", labels.get(one), labels.get(other), share)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void aSpikeOfOneSampleInAMillionShowsWithTheWholeRunInView() throws Exception {
        TimelineBuilder builder = new TimelineBuilder(TimelineBuilder.PAGE_BUCKETS).name("day");
        for (int i = 0; i < 1_000_000; i++) {
            SampleBuilder sample = new SampleBuilder()
                    .committedBytes(40 * DemoRun.GB + i % 100 * 16_384L)
                    .cpuUser(i == 654_321 ? 0.875 : 0.25)
                    .cpuSystem(0.05);
            builder.accept(new SampleLine(1, sample.build(i * 100_000_000L)));
        }
        open("day.html", TimelinePage.render(builder.build()));

        assertThat(number("Math.max(..." + lineOf("cpu/cpu_user") + ".map(point => point[1]))"))
                .isEqualTo(0.875);
        assertThat(number(lineOf("cpu/cpu_user") + ".length"))
                .as("about two points a pixel")
                .isBetween(300.0, 2.5 * WIDE);
        assertThat(browser.evaluate("document.getElementById('window').textContent")
                        .asText())
                .isEqualTo(
                        "The whole run, 27\u00a0h 46\u00a0min · 1\u202f000\u202f000 samples, drawn as least and greatest of"
                                + " each stretch");
        assertThat(number("performance.timing.loadEventEnd - performance.timing.navigationStart"))
                .as("milliseconds to open")
                .isLessThan(10_000);
        browser.screenshot(PICTURES.resolve("day.png"), WIDE, 1100);
    }

    @Test
    void tablesHoldTheSame() throws Exception {
        openDemo();
        browser.evaluate("document.getElementById('tables').open = true");

        assertThat(browser.evaluate("[...document.querySelectorAll('#tables caption')].map(c => c.textContent)"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "Models resident",
                        "Scenarios; growth is committed memory above the baseline before the load",
                        "Anomalies",
                        "Samples in steps of 8.34\u00a0s, least and greatest of each");
        assertThat(row(1, 0))
                .containsSubsequence(
                        "simple-generation",
                        "GGUF",
                        "Llama 3.3 70B <b>\"x\"</b>",
                        "1",
                        "passed",
                        "+78.0\u00a0GB",
                        "+78.4\u00a0GB",
                        "3",
                        "11.8\u00a0tokens/s",
                        "none");
        assertThat(row(1, 5)).contains("broken: the stream was cut", "swapped");
        assertThat(row(2, 0)).containsSubsequence("Swap onset", "Swap in use grew by 120 MB within a minute.");
        assertThat(number("document.querySelectorAll('#tables table')[3].querySelectorAll('tbody tr').length"))
                .isEqualTo(60);
        assertThat(browser.evaluate("!!document.querySelector('#tables b')").asBoolean())
                .as("a name is text, never markup")
                .isFalse();
    }

    @Test
    void lightAndDarkWideAndPhoneAreReadableWithoutScrollingSideways() throws Exception {
        openDemo();
        for (String scheme : new String[] {"light", "dark"}) {
            for (int width : new int[] {WIDE, PHONE}) {
                browser.scheme(scheme);
                browser.size(width, 1300);
                browser.awaitTrue("timeline.state.dark === " + scheme.equals("dark"));
                browser.awaitTrue("timeline.state.width <= " + width + " && timeline.state.width > " + (width - 120));
                hoverAt(411_000);

                assertThat(number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
                browser.screenshot(PICTURES.resolve(scheme + "-" + width + ".png"), width, 1500);
            }
        }
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void aRunWithoutSamplesSaysSo() throws Exception {
        open(
                "empty.html",
                TimelinePage.render(new TimelineBuilder(64).name("nothing").build()));

        assertThat(browser.evaluate("document.getElementById('empty').hidden").asBoolean())
                .isFalse();
        assertThat(browser.evaluate("document.getElementById('rows').innerText").asText())
                .contains("GPU: not known on this machine");
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    void aNullIsANullAndASlowSourceIsJoinedAcrossItsOwnSteps() throws Exception {
        TimelineBuilder builder = new TimelineBuilder(1_000).intervalNs(100_000_000L);
        for (int i = 0; i <= 200; i++) {
            SampleBuilder sample = new SampleBuilder().committedBytes(DemoRun.GB);
            if (i < 100 || i >= 103) {
                sample.workerFootprintBytes(2 * DemoRun.GB);
            }
            if (i % 10 == 0 && i <= 100) {
                sample.serverTreeBytes(3 * DemoRun.GB);
            }
            builder.accept(new SampleLine(1, sample.build(i * 100_000_000L)));
        }
        open("nulls.html", TimelinePage.render(builder.build()));

        // Its process is gone from 10 s to 10.2 s: nothing is told and nothing drawn.
        assertThat(told("worker_footprint", 9_900)).isEqualTo(2e9);
        assertThat(told("worker_footprint", 10_000)).isNaN();
        assertThat(told("worker_footprint", 10_200)).isNaN();
        assertThat(told("worker_footprint", 10_300)).isEqualTo(2e9);
        assertThat(browser.evaluate(line("worker_footprint", 9_850, 10_350)).toString())
                .isEqualTo("[[9800,2000000000],[9900,2000000000],[9900,null],[10300,2000000000],[10400,2000000000]]");
        // One reading a second: a line between two of them, however deep the zoom, and no value once they have ceased.
        assertThat(told("server_tree", 5_500)).isEqualTo(3e9);
        assertThat(told("server_tree", 10_900)).isEqualTo(3e9);
        assertThat(told("server_tree", 11_100)).isNaN();
        assertThat(browser.evaluate(line("server_tree", 5_400, 5_600)).toString())
                .isEqualTo("[[5000,3000000000],[6000,3000000000]]");
    }

    @Test
    void aMarkInTheWindowIsDrawnWhateverLiesJustOutside() throws Exception {
        TimelineBuilder builder = new TimelineBuilder(1_000).intervalNs(100_000_000L);
        for (int i = 0; i <= 100; i++) {
            builder.accept(new SampleLine(
                    1, new SampleBuilder().committedBytes(DemoRun.GB).build(i * 100_000_000L)));
        }
        builder.mark(1, new Anomaly(AnomalyKind.SWAP_ONSET, 995_000_000L, 995_000_000L, 1, "one"));
        builder.mark(1, new Anomaly(AnomalyKind.GROWTH, 1_005_000_000L, 1_005_000_000L, 1, "other"));
        open("marks.html", TimelinePage.render(builder.build()));
        assertThat(browser.evaluate("timeline.labels().map(one => one.text).join()")
                        .asText())
                .isEqualTo("Swap onset, Memory growth");

        browser.evaluate("timeline.chart.dispatchAction({type: 'dataZoom', dataZoomIndex: 0, startValue: 1000,"
                + " endValue: 2000})");
        browser.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");

        assertThat(browser.evaluate("timeline.labels().map(one => one.text).join()")
                        .asText())
                .isEqualTo("Memory growth");
    }

    @Test
    void durationsAndCountsAreSpelledAsPeopleDo() throws Exception {
        TimelineBuilder builder = new TimelineBuilder(64);
        builder.accept(new SampleLine(1, new SampleBuilder().temperatureC(-6.0).build(0)));
        open("one.html", TimelinePage.render(builder.build()));

        assertThat(browser.evaluate("document.getElementById('window').textContent")
                        .asText())
                .isEqualTo("The whole run · 1 sample, each one drawn");
        assertThat(browser.evaluate("document.getElementById('chart').getAttribute('aria-label')")
                        .asText())
                .contains(": 1 sample, 0 loads, 0 scenarios, 0 anomalies.");
        assertThat(browser.evaluate("[179600, 3599999, 999.9, 119000, 250].map(timeline.format.duration).join()")
                        .asText())
                .isEqualTo("3\u00a0min 0\u00a0s,1\u00a0h 0\u00a0min,1.00\u00a0s,119\u00a0s,250\u00a0ms");
        assertThat(browser.evaluate("timeline.format.count(1234, 'sample')").asText())
                .isEqualTo("1\u202f234 samples");
        assertThat(number("Math.min(...timeline.chart.getModel().getComponent('yAxis',"
                        + " timeline.chart.getOption().series.find(one => one && one.id === 'power/temperature').yAxisIndex)"
                        + ".axis.scale.getExtent())"))
                .as("degrees below zero are on the axis")
                .isLessThanOrEqualTo(-10);
    }

    @Test
    void liveGoesOnKeepsTheZoomAndSaysHowItStands() throws Exception {
        TimelineBuilder run = new TimelineBuilder(TimelineBuilder.LIVE_BUCKETS);
        demo.entries.subList(0, 6).forEach(run::accept);
        demo.samples.subList(0, 500).forEach(run::accept);
        AtomicReference<String> json = new AtomicReference<>(run.build().toJson());
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean data = exchange.getRequestURI().getPath().equals("/data.json");
            byte[] body = (data ? Objects.requireNonNull(json.get()) : TimelinePage.renderLive())
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", data ? "application/json" : "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            browser.open(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
            awaitStatus("Live");
            browser.evaluate("timeline.chart.dispatchAction({type: 'dataZoom', dataZoomIndex: 0, startValue: 10000,"
                    + " endValue: 20000})");
            browser.awaitTrue("timeline.state.to === 20000");
            hoverAt(15_000);
            click("#rows", "CPU");

            demo.entries.subList(6, demo.entries.size() - 1).forEach(run::accept);
            demo.samples.subList(500, 2000).forEach(run::accept);
            json.set(run.build().toJson());
            browser.awaitTrue("timeline.state.data.json.samples === 2000");

            assertThat(number("timeline.state.from")).isEqualTo(10_000);
            assertThat(number("timeline.state.to")).isEqualTo(20_000);
            assertThat(seriesIds()).doesNotContain("cpu/cpu_user").contains("lane/anomaly");
            json.set("out of order");
            awaitStatus("Connection lost – trying again");
            run.ended();
            json.set(run.build().toJson());
            awaitStatus("Run ended");
            assertThat(browser.complaints).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    private static URI openDemo() throws Exception {
        return open(
                "demo.html",
                TimelinePage.render(demo.into(new TimelineBuilder(TimelineBuilder.PAGE_BUCKETS))
                        .reported(true)
                        .build()));
    }

    private static URI open(String name, String page) throws Exception {
        URI address = Files.writeString(folder.resolve(name), page).toUri();
        URI spelled = URI.create("file://" + address.getPath());
        browser.open(spelled);
        return spelled;
    }

    private static void awaitStatus(String text) throws Exception {
        browser.awaitTrue("document.getElementById('status').textContent === '" + text + "'");
    }

    private static double number(String expression) throws Exception {
        return browser.evaluate(expression).asDouble();
    }

    private static double told(String series, int ms) throws Exception {
        JsonNode value = browser.evaluate("(timeline.state.data.at('" + series + "', timeline.state.data.levels[0], "
                + ms + ") || {low: null}).low");
        return value.isNumber() ? value.asDouble() : Double.NaN;
    }

    /** What is drawn of a series in a window that shows every sample. */
    private static String line(String series, int from, int to) {
        return "timeline.state.data.line('" + series + "', timeline.state.data.levels[0], " + from + ", " + to + ")";
    }

    private static String lineOf(String seriesId) {
        return "timeline.chart.getOption().series.find(one => one && one.id === '" + seriesId
                + "').data.filter(point => point[1] !== null)";
    }

    private static List<String> seriesIds() throws Exception {
        List<String> ids = new ArrayList<>();
        browser.evaluate("timeline.chart.getOption().series.filter(one => one).map(one => one.id)")
                .forEach(id -> ids.add(id.asText()));
        return ids;
    }

    private static List<String> row(int table, int row) throws Exception {
        List<String> cells = new ArrayList<>();
        browser.evaluate("[...document.querySelectorAll('#tables table')[" + table + "].querySelectorAll('tbody tr')["
                        + row + "].cells].map(cell => cell.textContent)")
                .forEach(cell -> cells.add(cell.asText()));
        return cells;
    }

    private static void click(String place, String name) throws Exception {
        browser.evaluate("[...document.querySelectorAll('" + place
                + " label')].find(label => label.textContent.trim() === '" + name + "').click()");
    }

    /** Where a time stands in the memory row, in pixels of the window. */
    private static double[] at(double ms) throws Exception {
        browser.evaluate("document.getElementById('chart').scrollIntoView()");
        JsonNode point =
                browser.evaluate("(() => { const box = document.getElementById('chart').getBoundingClientRect();"
                        + "const at = timeline.chart.convertToPixel({xAxisIndex: 1, yAxisIndex: 1}, [" + ms
                        + ", 30e9]);"
                        + "return [box.x + at[0], box.y + at[1]]; })()");
        return new double[] {point.get(0).asDouble(), point.get(1).asDouble()};
    }

    private static double[] middleOfMemory() throws Exception {
        return at(250_000);
    }

    private static void hoverAt(double ms) throws Exception {
        double[] point = at(ms);
        browser.moveMouse(point[0] - 5, point[1] - 5);
        browser.moveMouse(point[0], point[1]);
        browser.awaitTrue("(() => { const tip = document.querySelector('.readout .when');"
                + "return !!tip && getComputedStyle(tip.closest('.tip')).visibility !== 'hidden'; })()");
    }

    private static boolean overlap(JsonNode one, JsonNode other) {
        return one.path("x").asDouble()
                        < other.path("x").asDouble() + other.path("width").asDouble()
                && other.path("x").asDouble()
                        < one.path("x").asDouble() + one.path("width").asDouble()
                && one.path("y").asDouble()
                        < other.path("y").asDouble() + other.path("height").asDouble()
                && other.path("y").asDouble()
                        < one.path("y").asDouble() + one.path("height").asDouble();
    }
}
