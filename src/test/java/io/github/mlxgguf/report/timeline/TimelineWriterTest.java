package io.github.mlxgguf.report.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.RunReader;
import io.github.mlxgguf.record.SampleLine;
import io.github.mlxgguf.record.SampleReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelineWriterTest {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void thePageIsOneFileThatAsksForNothing() throws IOException {
        DemoRun.whole("simulated").writeTo(folder);

        Path page = write();

        String html = Files.readString(page);
        assertThat(page.getFileName()).hasToString("timeline.html");
        assertThat(html)
                .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
                .contains(
                        "default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:;"
                                + " connect-src &#39;none&#39;; script-src &#39;sha256-",
                        // as the records call the run, whatever the folder is called
                        "<title>Time line: simulated run – 20261121-090000-d3m0</title>",
                        "Licensed to the Apache Software Foundation",
                        "\"reported\":true")
                .doesNotContain("<script src", "<link rel=\"stylesheet", "<b>\\\"x");
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("records.jsonl", "samples.jsonl", "timeline.html");
        }
        assertThat(Files.readString(write())).as("the same bytes").isEqualTo(html);
    }

    @Test
    void samplesAloneAreEnough() throws IOException {
        DemoRun.whole("simulated").writeTo(folder);
        Files.delete(folder.resolve("records.jsonl"));

        assertThat(Files.readString(TimelineWriter.writeMonitored(folder, INTERVAL, null)))
                .contains("\"samples\":2728", "\"reported\":false", "\"banners\":[]");
    }

    @Test
    void whatACrashLeftIsShownAndSaidToBeCutOff() throws IOException {
        DemoRun.whole("lmstudio").writeTo(folder);
        var records = Files.readAllLines(folder.resolve("records.jsonl"));
        Files.write(folder.resolve("records.jsonl"), records.subList(0, 5));
        Files.writeString(folder.resolve("records.jsonl"), "{\"kind\":\"gener", StandardOpenOption.APPEND);
        Files.writeString(folder.resolve("samples.jsonl"), "{\"session\":1,\"t_n", StandardOpenOption.APPEND);

        assertThat(Files.readString(write()))
                .contains("\"samples\":2728", "The run did not end in order", "\"open\":true");
    }

    @Test
    void anEmptyFolderGivesAPageAndNoneAnError() throws IOException {
        assertThat(Files.readString(TimelineWriter.writeMonitored(folder, INTERVAL, null)))
                .contains("\"samples\":0");
        assertThatThrownBy(() -> TimelineWriter.writeMonitored(folder.resolve("none"), INTERVAL, null))
                .isInstanceOf(ResultsException.class)
                .hasMessageStartingWith("no results folder at ");
    }

    @Test
    void aMillionSamplesFitIntoFiveMegabytes() {
        TimelineBuilder builder = new TimelineBuilder(TimelineBuilder.PAGE_BUCKETS).name("day");
        Random random = new Random(1);
        double committed = 40e9;
        for (int i = 0; i < 1_000_000; i++) {
            committed = Math.min(1.2e11, Math.max(2e10, committed + random.nextGaussian() * 3e7));
            builder.accept(new SampleLine(
                    1, sample(random, (long) committed, i % 10 == 0).build(i * 100_000_000L)));
        }
        TimelineData data = builder.build();

        String page = TimelineWriter.fitting(data);

        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(TimelineWriter.MAX_PAGE_BYTES);
        assertThat(data.samples()).isEqualTo(1_000_000);
        assertThat(data.buckets()).isBetween(8_192, 16_384);
    }

    @Test
    void jsonCanNeitherEndItsScriptNorALine() {
        assertThat(TimelinePage.inScript("{\"a\":\"</script><!--\u2028\u2029\"}"))
                .isEqualTo("{\"a\":\"\\u003c/script>\\u003c!--\\u2028\\u2029\"}");
    }

    @Test
    void aLivePageHoldsNoDataAndMayAskItsOwnServerOnly() {
        assertThat(TimelinePage.renderLive())
                .contains("connect-src &#39;self&#39;", "fetch(\"data.json\"")
                .doesNotContain("<script id=\"timeline-data\"");
    }

    private Path write() {
        TimelineWriter writer = TimelineWriter.of(RunReader.read(folder));
        SampleReader.read(folder, writer);
        return writer.finish(List.of());
    }

    /** All that a Mac tells: 12 values at each tick, 9 more at each tenth. */
    private static SampleBuilder sample(Random random, long committed, boolean slow) {
        SampleBuilder sample = new SampleBuilder()
                .committedBytes(committed / 16_384 * 16_384)
                .availableBytes((130_000_000_000L - committed) / 16_384 * 16_384)
                .swapUsedBytes(0L)
                .pressure(1)
                .wiredBytes(committed / 3 / 16_384 * 16_384)
                .workerFootprintBytes(committed / 2)
                .serverTreeBytes(committed / 2 + 1_000_000)
                .fileBackedBytes((long) (random.nextDouble() * 1e10))
                .cpuUser(random.nextDouble())
                .cpuSystem(random.nextDouble() * 0.2)
                .load1m(random.nextDouble() * 8)
                .workerCpu(random.nextDouble() * 4);
        return slow
                ? sample.gpuDevice(random.nextDouble())
                        .gpuRenderer(random.nextDouble())
                        .gpuTiler(random.nextDouble())
                        .gpuMemoryBytes(committed / 2)
                        .powerW(random.nextDouble() * 60)
                        .cpuPowerW(random.nextDouble() * 20)
                        .gpuPowerW(random.nextDouble() * 40)
                        .temperatureC(40 + random.nextDouble() * 40)
                        .gpuTemperatureC(40 + random.nextDouble() * 40)
                : sample;
    }
}
