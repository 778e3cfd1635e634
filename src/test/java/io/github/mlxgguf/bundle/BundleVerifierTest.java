package io.github.mlxgguf.bundle;

import static io.github.mlxgguf.bundle.BundleFixture.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.record.ResultsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleVerifierTest {
    private static final String SUMMARY = "summary.json";
    private static final String RECORDS = "records.jsonl";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path shared;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    private Map<String, byte[]> files = new TreeMap<>();

    @BeforeEach
    void readABundle() throws IOException {
        Path zip = shared.resolve("run-1.zip");
        if (!Files.exists(zip)) {
            BundleFixture.bundle(shared);
        }
        files = BundleFixture.read(zip);
    }

    @Test
    void aBundleVerifies() throws IOException {
        Verification verification = BundleVerifier.verify(shared.resolve("run-1.zip"), false);

        assertThat(verification.sentence())
                .isEqualTo(
                        "verified: run-1: the hashes of " + files.size() + " files fit, the records are valid, and the"
                                + " summary, the report and all that goes with it come out of them again, byte for byte");
        assertThat(verification.verified()).isTrue();
        assertThat(verification.steps())
                .extracting(step -> step.look().title())
                .containsExactly(
                        "safe to unpack", "hashes", "file contract", "figures from the records", "files made again");
        assertThat(verification.sha256())
                .isEqualTo(BundleFixture.sha256(Files.readAllBytes(shared.resolve("run-1.zip"))));
    }

    @Test
    void oneDigitOfTheSummaryIsCaughtByItsHash() throws IOException {
        change(SUMMARY, text -> text.replaceFirst("\"median\" : 50.0", "\"median\" : 51.0"));

        assertThat(findings(false)).first().asString().startsWith("summary.json: was changed, its SHA-256 is ");
    }

    @Test
    void oneDigitOfTheSummaryIsCaughtWithTheHashesRefitted() throws IOException {
        change(SUMMARY, text -> text.replaceFirst("\"median\" : 50.0", "\"median\" : 51.0"));

        assertThat(findings(true))
                .containsExactly(
                        "summary.json, pairs[0].metrics[2].baseline.median: the bundle says 51.0, the records give 50.0");
    }

    @Test
    void theLastDigitCountsUnlessRoundingMayPass() throws IOException {
        change(SUMMARY, text -> text.replaceFirst("\"median\" : 50.0", "\"median\" : 50.00000000000001"));
        Path zip = write(BundleFixture.refitted(files));

        Verification strict = BundleVerifier.verify(zip, false);
        assertThat(strict.verified()).isFalse();
        assertThat(strict.steps().get(3).notes())
                .containsExactly(
                        "All of these differ by less than 1.0E-9 of themselves, as where the bundle was made on"
                                + " another processor; --allow-rounding lets that pass.");
        assertThat(BundleVerifier.verify(zip, true).verified()).isTrue();
    }

    @Test
    void otherSpellingOfTheSameSummaryIsNotWhatTheRecordsGive() throws IOException {
        change(SUMMARY, text -> text.replaceFirst("\"median\" : 50.0", "\"median\" : 5.0e1"));

        assertThat(findings(true)).containsExactly("summary.json: the same values in another spelling");
    }

    @Test
    void aValueThatStandsTwiceIsNoJson() throws IOException {
        change(SUMMARY, text -> text.replaceFirst("\"median\" : 50.0", "\"median\" : 99.0, \"median\" : 50.0"));

        assertThat(findings(true)).contains("summary.json: cannot be read as JSON");
    }

    @Test
    void oneDigitOfARecordIsCaughtByItsHash() throws IOException {
        change(RECORDS, text -> text.replaceFirst("\"ttft_ms\":200", "\"ttft_ms\":100"));

        assertThat(findings(false)).first().asString().startsWith("records.jsonl: was changed, its SHA-256 is ");
    }

    @Test
    void oneDigitOfARecordIsCaughtWithTheHashesRefitted() throws IOException {
        change(RECORDS, text -> text.replaceFirst("\"ttft_ms\":200", "\"ttft_ms\":100"));

        assertThat(findings(true))
                .anyMatch(finding -> finding.startsWith("metrics/generations.csv: line "))
                .allMatch(finding -> finding.contains("the records give"));
    }

    @Test
    void oneDigitOfASampleIsCaughtEitherWay() throws IOException {
        change("samples.jsonl", text -> text.replaceFirst("\"swap_used_bytes\":3", "\"swap_used_bytes\":4"));

        assertThat(findings(false)).first().asString().startsWith("samples.jsonl: was changed, ");
        assertThat(findings(true)).anyMatch(finding -> finding.startsWith("metrics/samples.csv: line 2 differs: "));
    }

    @Test
    void aSentenceOfTheReportIsCaughtWithTheHashesRefitted() throws IOException {
        change("report.md", text -> text.replace("MLX decodes faster", "MLX decodes slower"));

        assertThat(findings(true))
                .containsExactly(
                        "report.md: line 7 differs: the bundle says 'plete): MLX decodes slower (2.00\u00a0× GGUF's speed,"
                                + " 2.00 to 2', the records give 'plete): MLX decodes faster (2.00\u00a0× GGUF's speed, 2.00 to 2'");
    }

    @Test
    void theMachineInTheEnvironmentIsTheRecords() throws IOException {
        change("environment.json", text -> text.replace("Apple M3 Max", "Apple M4 Max"));

        assertThat(findings(true))
                .containsExactly(
                        "environment.json, hardware_profile.chip: the bundle says \"Apple M4 Max\", the records give"
                                + " \"Apple M3 Max\"");
    }

    @Test
    void anotherConfigIsCaughtByTheRunRecord() throws IOException {
        change("config.yaml", text -> text + "run: {rounds: 30}\n");

        assertThat(findings(true))
                .singleElement()
                .asString()
                .startsWith("config.yaml: is not the config of the run, its SHA-256 is ");
    }

    @Test
    void swappedFilesAreCaughtEitherWay() throws IOException {
        byte[] samples = files.get(ROOT + "metrics/samples.csv");
        files.put(ROOT + "metrics/samples.csv", files.get(ROOT + "metrics/generations.csv"));
        files.put(ROOT + "metrics/generations.csv", samples);

        assertThat(findings(false)).hasSizeGreaterThanOrEqualTo(4);
        assertThat(findings(true)).hasSize(2);
    }

    @Test
    void anExtraFileIsCaughtEitherWay() throws IOException {
        BundleFixture.put(files, "plots/best.svg", "<svg/>");

        assertThat(findings(false))
                .containsExactly(
                        "plots/best.svg: extra, SHA256SUMS does not list it",
                        "plots/best.svg: nothing that the records give");
        assertThat(findings(true)).containsExactly("plots/best.svg: nothing that the records give");
    }

    @Test
    void aMissingFileIsCaughtEitherWay() throws IOException {
        files.remove(ROOT + "report.md");

        assertThat(findings(false))
                .containsExactly(
                        "report.md: missing, though SHA256SUMS lists it",
                        "report.md: missing, and the records give one");
        assertThat(findings(true)).containsExactly("report.md: missing, and the records give one");
    }

    @Test
    void withoutRecordsOrHashesNothingIsVerified() throws IOException {
        files.remove(ROOT + "SHA256SUMS");
        assertThat(findings(false)).containsExactly("SHA256SUMS is missing");

        readABundle();
        files.remove(ROOT + RECORDS);
        assertThat(findings(true)).isEmpty();
        assertThat(BundleVerifier.verify(write(BundleFixture.refitted(files)), false)
                        .sentence())
                .isEqualTo("NOT verified: bundle.zip: no records.jsonl, so nothing can be made from it");
    }

    @Test
    void aNewerSchemaIsSaidAndNotCalledFalse() throws IOException {
        change(RECORDS, text -> text.replace("\"schema_version\":\"1.0\"", "\"schema_version\":\"2.0\""));
        Path zip = write(BundleFixture.refitted(files));

        assertThatThrownBy(() -> BundleVerifier.verify(zip, false))
                .isInstanceOf(ResultsException.class)
                .hasMessage(
                        "the bundle " + zip + " is of schema 2.0, and this suite checks schema 1.0. Its hashes fit; for"
                                + " the rest take a suite of its version.");
        assertThat(findings(false)).isNotEmpty();
    }

    @Test
    void textsOfAnotherVersionAreNotedAndItsFiguresAreHeldToTheRecords() throws IOException {
        change("environment.json", text -> text.replaceFirst("\"made_by\" : \"[^\"]*\"", "\"made_by\" : \"0.0.9\""));
        change("report.md", text -> text.replace("decodes faster", "is faster at decoding"));

        Verification verification = BundleVerifier.verify(write(BundleFixture.refitted(files)), false);
        assertThat(verification.verified()).isFalse();
        assertThat(verification.figuresVerified()).isTrue();
        assertThat(verification.sentence())
                .isEqualTo("figures verified, texts NOT compared: run-1: the hashes of " + files.size()
                        + " files fit, the records are valid, and every figure of the summary comes out of them again; the"
                        + " texts were made by mlx-gguf-bench 0.0.9, not by this " + Environment.thisVersion()
                        + ", and could not be compared");

        change(SUMMARY, text -> text.replaceFirst("\"median\" : 50.0", "\"median\" : 51.0"));
        assertThat(findings(true))
                .containsExactly(
                        "summary.json, pairs[0].metrics[2].baseline.median: the bundle says 51.0, the records give 50.0");
    }

    @Test
    void anotherVersionGivesTheSameFieldsElementsFilesAndSchemas() throws IOException {
        change("environment.json", text -> text.replaceFirst("\"made_by\" : \"[^\"]*\"", "\"made_by\" : \"0.1.1\""));
        change(SUMMARY, text -> text.replaceFirst("\"loads\" : 3,\\s*", "")
                .replaceFirst("\"load_medians\" : \\[ [^]]*]", "\"load_medians\" : [ ]"));
        files.remove(ROOT + "report.html");
        BundleFixture.put(files, "plots/best.svg", "<svg/>");
        change("schemas/record.schema.json", text -> text.replaceFirst("\"required\"", "\"formerly\""));

        assertThat(findings(true))
                .anyMatch(finding -> finding.startsWith("summary.json, pairs[0].")
                        && finding.endsWith(".loads: the bundle says nothing, the records give 3"))
                .anyMatch(finding -> finding.contains(".load_medians[0]: the bundle says nothing, the records give "))
                .contains(
                        "report.html: missing, and the records give one",
                        "plots/best.svg: nothing that the records give")
                .anyMatch(finding -> finding.startsWith("schemas/record.schema.json: line "));
    }

    @Test
    void aByteOfAnyFileThatIsChangedIsCaughtWithTheHashesRefitted() throws IOException {
        Random random = new Random(7);
        List<String> derived = files.keySet().stream()
                .filter(name -> !name.endsWith(".jsonl") && !name.endsWith("SHA256SUMS"))
                .toList();
        for (int trial = 0; trial < 12; trial++) {
            readABundle();
            // All of them at once would hide each other, all of them alone would take minutes.
            for (String name : derived) {
                byte[] bytes = Objects.requireNonNull(files.get(name)).clone();
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                files.put(name, bytes);
            }
            List<String> findings = findings(true);
            assertThat(derived).as("trial %d", trial).allMatch(name -> findings.stream()
                    .anyMatch(finding -> finding.startsWith(name.substring(ROOT.length()))));
        }
    }

    @Test
    void aByteOfTheEvidenceThatIsChangedIsNeverVerifiedAndNeverAStackTrace() throws IOException {
        Random random = new Random(11);
        for (int trial = 0; trial < 25; trial++) {
            readABundle();
            String name = ROOT + (trial % 2 == 0 ? RECORDS : "samples.jsonl");
            byte[] bytes = Objects.requireNonNull(files.get(name)).clone();
            int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            files.put(name, bytes);

            assertThat(BundleVerifier.verify(write(files), false).verified())
                    .as("%s, byte %d", name, at)
                    .isFalse();
        }
    }

    private void change(String name, UnaryOperator<String> change) {
        String before = BundleFixture.text(files, name);
        String after = change.apply(before);
        assertThat(after).as("the test must change something").isNotEqualTo(before);
        files.put(ROOT + name, after.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> findings(boolean refitted) throws IOException {
        Verification verification =
                BundleVerifier.verify(write(refitted ? BundleFixture.refitted(files) : files), false);
        assertThat(verification.verified()).isFalse();
        assertThat(verification.sentence()).startsWith("NOT verified: ");
        return verification.steps().stream()
                .flatMap(step -> step.findings().stream())
                .toList();
    }

    private Path write(Map<String, byte[]> content) throws IOException {
        return BundleFixture.write(root.resolve("bundle.zip"), content);
    }
}
