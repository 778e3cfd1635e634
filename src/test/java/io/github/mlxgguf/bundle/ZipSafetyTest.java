package io.github.mlxgguf.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.record.ResultsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipSafetyTest {
    private static final byte[] TEXT = "text\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil.txt",
                "/etc/evil.txt",
                "run-1/../../evil.txt",
                "run-1\\..\\evil.txt",
                "C:/evil.txt",
                "run-1/.bashrc",
                "run-1/\u001b[2Jevil"
            })
    void aNameThatLeadsOutOrIsHiddenIsNeverUnpacked(String name) throws IOException {
        Verification verification = verify(Map.of("run-1/records.jsonl", TEXT, name, TEXT));

        assertThat(verification.verified()).isFalse();
        assertThat(verification.steps()).singleElement().satisfies(step -> assertThat(step.findings())
                .anyMatch(finding -> finding.contains(": a name that no bundle has")));
        assertThat(verification.sentence()).doesNotContain("\u001b");
        try (var left = Files.list(root)) {
            assertThat(left).containsExactly(root.resolve("bundle.zip"));
        }
    }

    @Test
    void aZipOfNothingButEvilIsNotVerified() throws IOException {
        assertThat(verify(Map.of("../evil.txt", TEXT)).sentence())
                .startsWith("NOT verified: bundle.zip: ")
                .contains("the first: '../evil.txt': a name that no bundle has");
    }

    @Test
    void aBombIsNotUnpacked() throws IOException {
        Verification verification = verify(Map.of("run-1/records.jsonl", TEXT, "run-1/report.md", new byte[20 << 20]));

        assertThat(verification.steps()).singleElement().satisfies(step -> assertThat(step.findings())
                .containsExactly("'run-1/report.md': would unpack to more than 200 times its size (21.0 MB)"));
    }

    @Test
    void aBombThatSaysItIsSmallStopsAtWhatItSays() throws IOException {
        Path zip = BundleFixture.write(root.resolve("bundle.zip"), Map.of("run-1/records.jsonl", new byte[20 << 20]));
        byte[] bytes = Files.readAllBytes(zip);
        directory(bytes).putInt(24, 1000);
        // behind the data as well, where the writer told the size
        ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        all.putInt(all.getInt(bytes.length - 22 + 16) - 4, 1000);
        Files.write(zip, bytes);

        assertThat(BundleVerifier.verify(zip, false).sentence())
                .contains("the first: run-1/records.jsonl: cannot be unpacked, its bytes in the zip are damaged");
    }

    @Test
    void aLinkIsNotUnpacked() throws IOException {
        Path zip = BundleFixture.write(root.resolve("bundle.zip"), Map.of("run-1/records.jsonl", TEXT));
        byte[] bytes = Files.readAllBytes(zip);
        directory(bytes).putShort(4, (short) (3 << 8 | 20)).putInt(38, 0120777 << 16);
        Files.write(zip, bytes);

        assertThat(BundleVerifier.verify(zip, false).sentence())
                .isEqualTo(
                        "NOT verified: bundle.zip: 1 finding, the first: 'run-1/records.jsonl': a link or device, not a"
                                + " file");
    }

    @Test
    void namesThatAreOneFileOnAMacAreTwoEntriesTooMany() throws IOException {
        assertThat(verify(Map.of("run-1/records.jsonl", TEXT, "run-1/RECORDS.jsonl", TEXT))
                        .sentence())
                .contains(": stands in it twice");
    }

    @Test
    void twoFoldersAreNoBundle() throws IOException {
        assertThat(verify(Map.of("run-1/records.jsonl", TEXT, "run-2/records.jsonl", TEXT))
                        .sentence())
                .contains("2 folders or files at the top, and a bundle has one folder");
        assertThat(verify(Map.of("records.jsonl", TEXT)).sentence()).contains("lies at the top");
    }

    @Test
    void entriesThatShareBytesAreABomb() {
        List<ZipEntryInfo> entries = List.of(
                new ZipEntryInfo("run-1/a", 8, false, 0, 100, 1000, 0, new ZipEntryInfo.Span(0, 50, 150)),
                new ZipEntryInfo("run-1/b", 8, false, 0, 100, 1000, 0, new ZipEntryInfo.Span(100, 160, 260)));

        assertThat(ZipSafety.findings(entries)).containsExactly("'run-1/a' and 'run-1/b': share bytes");
    }

    @Test
    void anEntryThatTheDirectoryHidesIsRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(BundleFixture.write(
                root.resolve("bundle.zip"), new TreeMap<>(Map.of("run-1/a", TEXT, "run-1/records.jsonl", TEXT))));
        ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int begin = all.getInt(bytes.length - 22 + 16);
        int first = 46 + "run-1/a".length();
        byte[] hiding = new byte[bytes.length - first];
        System.arraycopy(bytes, 0, hiding, 0, begin);
        System.arraycopy(bytes, begin + first, hiding, begin, hiding.length - begin);
        ByteBuffer end = ByteBuffer.wrap(hiding).order(ByteOrder.LITTLE_ENDIAN);
        int at = hiding.length - 22;
        end.putShort(at + 8, (short) 1).putShort(at + 10, (short) 1).putInt(at + 12, at - begin);
        Path zip = Files.write(root.resolve("hiding.zip"), hiding);

        assertThatThrownBy(() -> BundleVerifier.verify(zip, false))
                .isInstanceOf(ResultsException.class)
                .hasMessageMatching(".* is no whole zip: 60 bytes from byte 0 on belong to no file that its directory"
                        + " lists, and `bundle` leaves no gap\\. .*");
    }

    @Test
    void bytesBeforeTheDirectoryAreRefused() throws IOException {
        byte[] bytes = Files.readAllBytes(
                BundleFixture.write(root.resolve("bundle.zip"), Map.of("run-1/records.jsonl", TEXT)));
        int begin = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 22 + 16);
        byte[] padded = new byte[bytes.length + 5];
        System.arraycopy(bytes, 0, padded, 0, begin);
        System.arraycopy(bytes, begin, padded, begin + 5, bytes.length - begin);
        ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN).putInt(padded.length - 22 + 16, begin + 5);
        Path zip = Files.write(root.resolve("padded.zip"), padded);

        assertThatThrownBy(() -> BundleVerifier.verify(zip, false))
                .isInstanceOf(ResultsException.class)
                .hasMessageContaining(": 5 bytes from byte " + begin + " on belong to no file");
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 8, 14, 18, 22})
    void aHeaderThatSaysSomethingElseThanTheDirectoryIsRefused(int offset) throws IOException {
        Path zip = BundleFixture.write(root.resolve("bundle.zip"), Map.of("run-1/records.jsonl", TEXT));
        byte[] bytes = Files.readAllBytes(zip);
        bytes[offset] ^= 2;
        Files.write(zip, bytes);

        assertThatThrownBy(() -> BundleVerifier.verify(zip, false))
                .isInstanceOf(ResultsException.class)
                .hasMessageContaining(": its directory says something else of a file than the file itself");
    }

    @Test
    void aZipWithoutFilesHoldsNoBundle() throws IOException {
        Path zip = BundleFixture.write(root.resolve("empty.zip"), Map.of());

        assertThatThrownBy(() -> BundleVerifier.verify(zip, false))
                .isInstanceOf(ResultsException.class)
                .hasMessage(zip + " is a zip without any file: it holds no bundle. `bundle` makes one from a results"
                        + " folder.");
    }

    @Test
    void tooManyOrTooLargeIsNoBundle() {
        List<ZipEntryInfo> large = List.of(new ZipEntryInfo(
                "run-1/a", 8, false, 0, 3_000_000_000L, 4_100_000_000L, 0, new ZipEntryInfo.Span(0, 0, 0)));

        assertThat(ZipSafety.findings(large))
                .containsExactly("all together would unpack to 4100 MB, and a bundle has 4000 MB at most");
    }

    @Test
    void somebodysZipIsNoBadBundle() throws IOException {
        Path zip = BundleFixture.write(root.resolve("holiday.zip"), Map.of("photos/My holiday.txt", TEXT));

        assertThatThrownBy(() -> BundleVerifier.verify(zip, false))
                .isInstanceOf(ResultsException.class)
                .hasMessage(zip
                        + " is a zip, but no bundle: neither SHA256SUMS nor records.jsonl is in it. `bundle` makes one"
                        + " from a results folder.");
    }

    @Test
    void whatIsNoZipIsSaid() throws IOException {
        Path text = Files.writeString(root.resolve("a.zip"), "no zip at all, just a text");

        assertThatThrownBy(() -> BundleVerifier.verify(text, false))
                .isInstanceOf(ResultsException.class)
                .hasMessage(
                        text + " is no whole zip: it does not begin as a zip with files in it does. Get it again from"
                                + " whoever made it, and compare its SHA-256.");
        assertThatThrownBy(() -> BundleVerifier.verify(root.resolve("nowhere.zip"), false))
                .isInstanceOf(ResultsException.class)
                .hasMessageStartingWith("no bundle at ");
        assertThatThrownBy(() -> BundleVerifier.verify(root, false))
                .isInstanceOf(ResultsException.class)
                .hasMessage("no SHA256SUMS in " + root
                        + ": this is no unpacked bundle. A results folder becomes a bundle with" + " `bundle`.");
    }

    @Test
    void aZipThatIsCutOffAnywhereIsUnusableAndStaysAsItIs() throws IOException {
        byte[] whole = Files.readAllBytes(BundleFixture.bundle(root));
        for (int length = 0; length < whole.length; length += 1 + whole.length / 300) {
            Path zip = Files.write(root.resolve("cut.zip"), Arrays.copyOf(whole, length));

            assertThatThrownBy(() -> BundleVerifier.verify(zip, false))
                    .as("%d bytes", length)
                    .isInstanceOf(ResultsException.class)
                    .hasMessageContaining(" is no whole zip: ");
            assertThat(zip).hasSize(length);
        }
    }

    @Test
    void aZipWithAFlippedBitIsNeverVerifiedUnlessItsFilesAreTheSame() throws IOException {
        Path made = BundleFixture.bundle(root);
        byte[] whole = Files.readAllBytes(made);
        Map<String, String> before = contents(made);
        Random random = new Random(5);
        for (int trial = 0; trial < 40; trial++) {
            byte[] bytes = whole.clone();
            // Half of them in the directory at the end, where every bit means something.
            int at = trial % 2 == 0 ? random.nextInt(whole.length) : whole.length - 1 - random.nextInt(2000);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            Path zip = Files.write(root.resolve("flipped.zip"), bytes);
            boolean verified;
            try {
                verified = BundleVerifier.verify(zip, false).verified();
            } catch (ResultsException unusable) {
                verified = false;
            }
            if (verified) {
                assertThat(contents(zip)).as("byte %d", at).isEqualTo(before);
            }
        }
    }

    private static Map<String, String> contents(Path zip) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        BundleFixture.read(zip).forEach((name, bytes) -> contents.put(name, BundleFixture.sha256(bytes)));
        return contents;
    }

    /** The only entry of the directory of a zip. */
    private static ByteBuffer directory(byte[] zip) {
        ByteBuffer all = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int offset = all.getInt(zip.length - 22 + 16);
        return all.position(offset).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    private Verification verify(Map<String, byte[]> files) throws IOException {
        return BundleVerifier.verify(BundleFixture.write(root.resolve("bundle.zip"), new TreeMap<>(files)), false);
    }
}
