package io.github.mlxgguf.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.report.ReportWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleWriterTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    @Test
    void everythingThatAReaderNeedsIsInIt() throws IOException {
        Path folder = BundleFixture.run(root);

        Bundle bundle = BundleWriter.write(folder, null, BundleFixture.PLAIN);

        assertThat(bundle.zip()).isEqualTo(root.toRealPath().resolve("run-1.zip"));
        Map<String, byte[]> files = BundleFixture.read(bundle.zip());
        assertThat(files.keySet())
                .contains(
                        "run-1/records.jsonl",
                        "run-1/samples.jsonl",
                        "run-1/config.yaml",
                        "run-1/environment.json",
                        "run-1/summary.json",
                        "run-1/report.md",
                        "run-1/report.html",
                        "run-1/timeline.html",
                        "run-1/plots/efficiency.svg",
                        "run-1/metrics/samples.csv",
                        "run-1/metrics/generations.csv",
                        "run-1/schemas/record.schema.json",
                        "run-1/schemas/sample.schema.json",
                        "run-1/schemas/summary.schema.json",
                        "run-1/README.txt",
                        "run-1/SHA256SUMS")
                .hasSize(bundle.files());
        assertThat(BundleFixture.text(files, "records.jsonl"))
                .isEqualTo(Files.readString(folder.resolve("records.jsonl")));
        assertThat(BundleFixture.text(files, "config.yaml")).isEqualTo(BundleFixture.CONFIG);
        assertThat(BundleFixture.text(files, "SHA256SUMS"))
                .isEqualTo(BundleFixture.text(BundleFixture.refitted(files), "SHA256SUMS"));
        assertThat(bundle.sha256()).isEqualTo(BundleFixture.sha256(Files.readAllBytes(bundle.zip())));
        assertThat(bundle.bytes()).isEqualTo(Files.size(bundle.zip()));
    }

    @Test
    void theFolderStaysAsItIsAndNothingElseIsLeft() throws IOException {
        Path folder = BundleFixture.run(root);

        BundleWriter.write(folder, null, BundleFixture.PLAIN);

        assertThat(names(folder)).containsExactlyInAnyOrder("config.yaml", "records.jsonl", "samples.jsonl");
        assertThat(names(root)).containsExactlyInAnyOrder("run-1", "run-1.zip");
    }

    @Test
    void theSameRunGivesTheSameBytesWhereverItIs() throws IOException {
        Path one = BundleFixture.bundle(root.resolve("one"));
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            Path folder = BundleFixture.run(root.resolve("two"));
            Path renamed = Files.move(folder, root.resolve("evidence"));
            Files.setLastModifiedTime(renamed.resolve("records.jsonl"), FileTime.fromMillis(0));
            Path other = BundleWriter.write(renamed, root.resolve("b.zip"), BundleFixture.PLAIN)
                    .zip();

            assertThat(other).hasSameBinaryContentAs(one);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void anExistingFileStaysUnlessItMayBeReplaced() throws IOException {
        Path folder = BundleFixture.run(root);
        Path mine = Files.writeString(root.resolve("run-1.zip"), "mine");

        assertThatThrownBy(() -> BundleWriter.write(folder, null, BundleFixture.PLAIN))
                .isInstanceOf(ResultsException.class)
                .hasMessage(
                        mine.toRealPath() + " is there already and stays as it is. Name another file with --out FILE,"
                                + " or replace it with --force.");
        assertThat(mine).hasContent("mine");

        BundleWriter.write(folder, null, new Bundle.Options(false, true, false));
        assertThat(Files.size(mine)).isGreaterThan(10_000);
    }

    @Test
    void aRunThatStillGoesOnIsRefused() throws IOException {
        Path folder = BundleFixture.run(root);
        Path records = folder.resolve("records.jsonl");
        String going = Files.readString(records)
                .replace("\"pid\":4711", "\"pid\":" + ProcessHandle.current().pid());
        going = going.replaceAll("(?m)^.*\"kind\":\"end\".*\n", "")
                .replace(
                        "\"wall_anchor\":\"2026-11-21T01:00:00.000Z\"", "\"wall_anchor\":\"2199-01-01T00:00:00.000Z\"");
        Files.writeString(records, going);

        assertThatThrownBy(() -> BundleWriter.write(folder, null, BundleFixture.PLAIN))
                .isInstanceOf(ResultsException.class)
                .hasMessageStartingWith("run 'run-1' is still going on in process ")
                .hasMessageEndingWith(". Wait for it, or end it, and bundle it then.");
        assertThat(names(root)).containsExactly("run-1");
    }

    @Test
    void recordsThatBreakTheContractAreRefusedAndPackedOnRequestOnly() throws IOException {
        Path folder = BundleFixture.run(root);
        Path records = folder.resolve("records.jsonl");
        Files.writeString(records, Files.readString(records).replaceFirst("\"seq\":3,", "\"seq\":33,"));

        assertThatThrownBy(() -> BundleWriter.write(folder, null, BundleFixture.PLAIN))
                .isInstanceOf(ResultsException.class)
                .hasMessageStartingWith("records.jsonl breaks the file contract: line 4: /seq: expected 3, found 33; ")
                .hasMessageEndingWith(
                        ". Nothing was packed. `validate` shows all of it; pack it all the same with --invalid,"
                                + " and `verify` will say so.");
        assertThat(names(root)).containsExactly("run-1");

        Bundle bundle = BundleWriter.write(folder, null, new Bundle.Options(false, false, true));
        assertThat(bundle.warnings()).anyMatch(warning -> warning.endsWith("`verify` will not verify this bundle."));
        assertThat(BundleVerifier.verify(bundle.zip(), false).verified()).isFalse();
    }

    @Test
    void aLineThatACrashCutOffIsPackedAsItIs() throws IOException {
        Path folder = BundleFixture.run(root);
        for (String name : new String[] {"records.jsonl", "samples.jsonl"}) {
            Files.writeString(folder.resolve(name), "{\"schema_ver", StandardOpenOption.APPEND);
        }

        Bundle bundle = BundleWriter.write(folder, null, BundleFixture.PLAIN);

        assertThat(bundle.warnings())
                .contains(
                        "records.jsonl ends in a line that was cut off, as a crash leaves it. It is packed as it is and"
                                + " counts nowhere.",
                        "samples.jsonl ends in a line that was cut off, as a crash leaves it. It is packed as it is and"
                                + " counts nowhere.");
        assertThat(BundleFixture.text(BundleFixture.read(bundle.zip()), "records.jsonl"))
                .endsWith("{\"schema_ver");
        Verification verification = BundleVerifier.verify(bundle.zip(), false);
        assertThat(verification.verified()).as(verification.sentence()).isTrue();
    }

    @Test
    void anOlderSchemaIsRefusedWithItsCure() throws IOException {
        Path folder = BundleFixture.run(root);
        Path records = folder.resolve("records.jsonl");
        Files.writeString(
                records, Files.readString(records).replace("\"schema_version\":\"1.0\"", "\"schema_version\":\"0.1\""));

        assertThatThrownBy(() -> BundleWriter.write(folder, null, BundleFixture.PLAIN))
                .isInstanceOf(ResultsException.class)
                .hasMessageEndingWith(" is of schema 0.1, and this version of the suite reads 1.0. Upgrade it with"
                        + " `migrate " + folder.toRealPath() + "`, which keeps the original beside it.");
    }

    @Test
    void aStaleReportNeverGoesAlong() throws IOException {
        Path folder = BundleFixture.run(root);
        ReportWriter.write(folder);
        Files.writeString(folder.resolve("report.md"), "# MLX wins\n");

        Bundle bundle = BundleWriter.write(folder, null, BundleFixture.PLAIN);

        assertThat(bundle.warnings())
                .contains(
                        "In the folder, report.md is not what the records give now; the bundle has what they give. Look at"
                                + " it again with `report " + folder.toRealPath() + "`.");
        assertThat(BundleFixture.text(BundleFixture.read(bundle.zip()), "report.md"))
                .startsWith("# MLX or GGUF: benchmark report");
        assertThat(folder.resolve("report.md")).hasContent("# MLX wins");
    }

    @Test
    void logsStayAtHomeUnlessTheyAreAskedFor() throws IOException {
        Path folder = BundleFixture.run(root);
        Files.writeString(folder.resolve("bench.log"), "/Users/somebody\n");
        assertThat(BundleFixture.read(BundleWriter.write(folder, null, BundleFixture.PLAIN)
                                .zip())
                        .keySet())
                .doesNotContain("run-1/bench.log");

        Bundle withLogs = BundleWriter.write(folder, root.resolve("logs.zip"), new Bundle.Options(true, false, false));
        assertThat(BundleFixture.text(BundleFixture.read(withLogs.zip()), "bench.log"))
                .isEqualTo("/Users/somebody\n");
        assertThat(withLogs.warnings()).contains("The logs are in it, with paths and names of your machine.");
        assertThat(BundleVerifier.verify(withLogs.zip(), false).verified()).isTrue();
    }

    @Test
    void itSaysWhatItTellsOfItsOwner() throws IOException {
        Path folder = BundleFixture.run(root);
        String home = System.getProperty("user.home");
        Files.delete(folder.resolve("samples.jsonl"));
        Path records = folder.resolve("records.jsonl");
        Files.writeString(
                records,
                Files.readString(records)
                        .replace(
                                "\"config_source\":\"config/benchmark.yaml\"",
                                "\"config_source\":\"" + home + "/c.yaml\""));

        assertThat(BundleWriter.write(folder, null, BundleFixture.PLAIN).warnings())
                .containsExactly(
                        "The run has no samples.jsonl: nobody can look at memory over time, only at what the records say of"
                                + " it.",
                        "The bundle tells what it was measured on and with: Mac15,9, Apple M3 Max, 137 GB of memory, macOS"
                                + " 15.5, Java 17.0.15; the address http://127.0.0.1:1234, the model names and the config"
                                + " with its file names and comments. Look into config.yaml and records.jsonl (failure"
                                + " messages, names of orphaned processes) before you publish it.",
                        "Your home folder " + home
                                + " is named in environment.json, records.jsonl, report.html, report.md.");
    }

    @Test
    void aConfigThatIsNotTheRunsIsRefusedWithItsCure() throws IOException {
        Path folder = BundleFixture.run(root);
        Files.writeString(folder.resolve("config.yaml"), "pairs: [other]\n");

        assertThatThrownBy(() -> BundleWriter.write(folder, null, BundleFixture.PLAIN))
                .isInstanceOf(ResultsException.class)
                .hasMessage("config.yaml in " + folder.toRealPath()
                        + " is not the file that the run was made with (SHA-256 "
                        + BundleFixture.sha256("pairs: [other]\n".getBytes(StandardCharsets.UTF_8))
                        + ", the records say "
                        + BundleFixture.sha256(BundleFixture.CONFIG.getBytes(StandardCharsets.UTF_8))
                        + "). Put the original back, or remove it: the bundle then holds its digest only.");
    }

    @Test
    void anOlderRunHasNoConfigAndThatIsSaid() throws IOException {
        Path folder = BundleFixture.run(root);
        Files.delete(folder.resolve("config.yaml"));

        Bundle bundle = BundleWriter.write(folder, null, BundleFixture.PLAIN);

        assertThat(bundle.warnings())
                .contains(
                        "The run has no config.yaml: it was made before the config was kept. The records have its digest"
                                + " only.");
        assertThat(BundleVerifier.verify(bundle.zip(), false).verified()).isTrue();
    }

    @Test
    void anInventedRunSaysSoInItsReadMe() throws IOException {
        RunFixture fixture = new RunFixture();
        fixture.serverKind = "simulated";
        Path folder = BundleFixture.run(
                root, fixture.planThreeRounds().start().measureThreeRounds().end("completed"));

        Path zip = BundleWriter.write(folder, null, BundleFixture.PLAIN).zip();

        assertThat(BundleFixture.text(BundleFixture.read(zip), "README.txt"))
                .contains("Simulated: these figures are invented.");
        assertThat(BundleVerifier.verify(zip, false).evidence()).startsWith("Simulated: these figures are invented.");
    }

    @Test
    void anUnpackedBundleIsAResultsFolderAndBundlesToTheSameBytes() throws IOException {
        Path zip = BundleFixture.bundle(root.resolve("one"));
        Path elsewhere = Files.createDirectories(root.resolve("elsewhere"));
        for (Map.Entry<String, byte[]> file : new TreeMap<>(BundleFixture.read(zip)).entrySet()) {
            Path target = elsewhere.resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            Files.write(target, file.getValue());
        }
        Path unpacked = elsewhere.resolve("run-1");

        assertThat(BundleVerifier.verify(unpacked, false).verified()).isTrue();
        ReportWriter.write(unpacked);
        assertThat(BundleVerifier.verify(unpacked, false).verified()).isTrue();
        assertThat(BundleWriter.write(unpacked, null, BundleFixture.PLAIN).zip())
                .hasSameBinaryContentAs(zip);

        Files.writeString(unpacked.resolve("notes.txt"), "mine", StandardCharsets.UTF_8);
        assertThat(BundleVerifier.verify(unpacked, false).sentence())
                .isEqualTo("NOT verified: run-1: 2 findings, the first: notes.txt: extra, SHA256SUMS does not list it");
    }

    private static Stream<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList().stream();
        }
    }
}
