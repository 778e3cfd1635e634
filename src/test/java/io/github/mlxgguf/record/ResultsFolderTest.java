package io.github.mlxgguf.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsFolderTest {
    private static final Instant NOW = Instant.parse("2026-10-31T23:59:58.999Z");

    private Path root;

    @BeforeEach
    void chooseRoot(@TempDir Path temporary) throws IOException {
        root = temporary.toRealPath().resolve("results");
    }

    @Test
    void makesRootAndFolderNamedByTimeInUtc() {
        ResultsFolder folder = ResultsFolder.create(root, null, NOW);

        assertThat(folder.runId()).matches("20261031-235958-[0-9a-f]{4}");
        assertThat(folder.path()).isEqualTo(root.resolve(folder.runId())).isEmptyDirectory();
    }

    @Test
    void runsOfOneSecondDoNotCollide() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            ids.add(ResultsFolder.create(root, null, NOW).runId());
        }

        assertThat(ids).hasSize(300);
    }

    @Test
    void aTakenRunIdIsRefusedAndTheFolderStaysAsItIs() throws IOException {
        ResultsFolder first = ResultsFolder.create(root, "mine", NOW);
        Files.writeString(first.records(), "precious");

        assertThatThrownBy(() -> ResultsFolder.create(root, "mine", NOW))
                .isInstanceOf(ResultsException.class)
                .hasMessage("run id 'mine' is taken: " + root.resolve("mine")
                        + " exists, and results are never overwritten. Choose another with -Dbench.runId=NAME,"
                        + " or leave it out for a new one.");
        assertThat(first.records()).hasContent("precious");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../evil", "a/b", "a\\b", "-x", ".hidden", "a b", "ä", "a\nb", "latest"})
    void oddRunIdsAreRefusedBeforeAnythingIsMade(String runId) {
        assertThatThrownBy(() -> ResultsFolder.create(root, runId, NOW))
                .isInstanceOf(ResultsException.class)
                .hasMessage("run id '" + runId + "' is not allowed: expected 1 to 100 letters, digits, dots, dashes or"
                        + " underscores, starting with a letter or digit, and not 'latest'.");
        assertThat(root).doesNotExist();
    }

    @Test
    void aRunIdOfMoreThanAHundredCharactersIsRefused() {
        assertThat(ResultsFolder.create(root, "a".repeat(100), NOW).runId()).hasSize(100);
        assertThatThrownBy(() -> ResultsFolder.create(root, "a".repeat(101), NOW))
                .isInstanceOf(ResultsException.class);
    }

    @Test
    void latestIsARelativeLinkToTheNewest() throws IOException {
        ResultsFolder.create(root, "one", NOW);
        ResultsFolder two = ResultsFolder.create(root, "two", NOW);

        assertThat(Files.readSymbolicLink(root.resolve("latest"))).isEqualTo(Path.of("two"));
        assertThat(ResultsFolder.resolve(root.resolve("latest")).path()).isEqualTo(two.path());
        assertThat(ResultsFolder.resolve(root.resolve("latest")).runId()).isEqualTo("two");
        try (var names = Files.list(root)) {
            assertThat(names.map(name -> name.getFileName().toString()))
                    .containsExactlyInAnyOrder("one", "two", "latest");
        }
    }

    @Test
    void latestMayBeAFileThatHoldsTheName() throws IOException {
        ResultsFolder one = ResultsFolder.create(root, "one", NOW);
        Files.delete(root.resolve("latest"));
        Files.writeString(root.resolve("latest"), "one\r\n");

        assertThat(ResultsFolder.resolve(root.resolve("latest")).path()).isEqualTo(one.path());

        ResultsFolder two = ResultsFolder.create(root, "two", NOW);
        assertThat(ResultsFolder.resolve(root.resolve("latest")).path()).isEqualTo(two.path());
    }

    @Test
    void aFolderNamedLatestIsNotOursAndStays() throws IOException {
        Files.createDirectories(root.resolve("latest/kept"));

        ResultsFolder.create(root, "one", NOW);

        assertThat(root.resolve("latest/kept")).isDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../results/one", "gone"})
    void aPointerFileThatNamesNoFolderIsAClearError(String content) throws IOException {
        ResultsFolder.create(root, "one", NOW);
        Path pointer = root.resolve("pointer");
        Files.writeString(pointer, content);

        assertThatThrownBy(() -> ResultsFolder.resolve(pointer))
                .isInstanceOf(ResultsException.class)
                .hasMessage(pointer + " is a file that names no results folder beside it. Give the folder of a run.");
    }

    @Test
    void aMissingFolderIsAClearError() {
        assertThatThrownBy(() -> ResultsFolder.resolve(root))
                .isInstanceOf(ResultsException.class)
                .hasMessage("no results folder at " + root + ". Give the folder of a run, for example results/latest.");
    }

    @Test
    void aRootThatIsAFileIsAClearError() throws IOException {
        Files.writeString(root, "not a folder");

        assertThatThrownBy(() -> ResultsFolder.create(root, null, NOW))
                .isInstanceOf(ResultsException.class)
                .hasMessage("cannot make a results folder in " + root + ": FileAlreadyExistsException " + root
                        + ". Choose another place with -Dbench.results=DIR.");
    }

    @Test
    void filesHaveTheNamesOfTheContract() {
        ResultsFolder folder = ResultsFolder.create(root, "one", NOW);

        assertThat(List.of(
                        folder.records(),
                        folder.samples(),
                        folder.summary(),
                        folder.reportMarkdown(),
                        folder.reportHtml(),
                        folder.timeline(),
                        folder.plots(),
                        folder.metrics(),
                        folder.log()))
                .extracting(file -> folder.path().relativize(file).toString())
                .containsExactly(
                        "records.jsonl",
                        "samples.jsonl",
                        "summary.json",
                        "report.md",
                        "report.html",
                        "timeline.html",
                        "plots",
                        "metrics",
                        "bench.log");
    }

    @Test
    void anEarlierRunIsOpenedAndBecomesTheLatestWhenAsked() throws IOException {
        ResultsFolder one = ResultsFolder.create(root, "one", NOW);
        Files.writeString(one.records(), "");
        ResultsFolder.create(root, "two", NOW);

        ResultsFolder again = ResultsFolder.open(root, "one");

        assertThat(again.path()).isEqualTo(one.path());
        assertThat(Files.readSymbolicLink(root.resolve("latest"))).isEqualTo(Path.of("two"));
        again.makeLatest();
        assertThat(Files.readSymbolicLink(root.resolve("latest"))).isEqualTo(Path.of("one"));
        assertThat(ResultsFolder.open(root, "latest").runId()).isEqualTo("one");
    }

    @Test
    void aRunThatIsNotThereIsRefusedWithANameNearIt() throws IOException {
        for (String runId : List.of("20261031-120000-0a1b", "20261101-120000-ffff")) {
            Files.writeString(ResultsFolder.create(root, runId, NOW).records(), "");
        }

        assertThatThrownBy(() -> ResultsFolder.open(root, "20261031-120000-0a1c"))
                .isInstanceOf(ResultsException.class)
                .hasMessage("no run '20261031-120000-0a1c' in " + root
                        + ". Did you mean \"20261031-120000-0a1b\"? Name a run that is there with -Dbench.resume=RUN-ID,"
                        + " and its place with -Dbench.results=DIR.");
        assertThatThrownBy(() -> ResultsFolder.open(root, "nightly"))
                .hasMessageContaining(". The last one there is 20261101-120000-ffff. Name");
        assertThatThrownBy(() -> ResultsFolder.open(root.resolve("gone"), "nightly"))
                .hasMessageContaining(". There is no such folder. Name");
        assertThatThrownBy(() -> ResultsFolder.open(root, "../one"))
                .hasMessageStartingWith("run id '../one' is not allowed");
    }

    @Test
    void aFolderWithoutRecordsIsNoRun() throws IOException {
        Files.createDirectories(root.resolve("plots"));

        assertThatThrownBy(() -> ResultsFolder.open(root, "plots"))
                .isInstanceOf(ResultsException.class)
                .hasMessage("no records.jsonl in " + root.resolve("plots")
                        + ": this is not the folder of a run, or the run ended before it wrote anything.");
    }
}
