package io.github.mlxgguf.analysis.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.merge.GivenRuns.LeftOut;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.RunReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunGroupsTest {
    private static final String FIRST_DAY = "2026-11-21";
    private static final String NEXT_DAY = "2026-11-22";

    private Path root;

    @BeforeEach
    void findRoot(@TempDir Path temporary) throws IOException {
        root = temporary.toRealPath();
    }

    @Test
    void runsOfOneMachineAndOneKindOfWorkAreOneGroupInTheOrderOfTime() throws IOException {
        RunData second = run("b", NEXT_DAY, "", "");
        RunData first = run("a", FIRST_DAY, "", "");

        assertThat(RunGroups.of(List.of(second, first))).singleElement().satisfies(group -> {
            assertThat(group.runs()).extracting(RunData::runId).containsExactly("a", "b");
            assertThat(group.name()).isEqualTo("1-apple-m3-max-40-gpu-cores-137-gb");
            assertThat(group.hardware())
                    .isEqualTo(
                            "Mac15,9, Apple M3 Max, 12 performance cores, 4 efficiency cores, 40 GPU cores, 137 GB RAM");
            assertThat(group.apart()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"ram_bytes\":137438953472 | \"ram_bytes\":68719476736 | hardware: Mac15,9, Apple M3 Max, 12 performance"
                        + " cores, 4 efficiency cores, 40 GPU cores, 137 GB RAM, then Mac15,9, Apple M3 Max, 12 performance"
                        + " cores, 4 efficiency cores, 40 GPU cores, 68.7 GB RAM",
                "\"gpu_wired_limit_bytes\":0 | \"gpu_wired_limit_bytes\":120000000000 | limit of the GPU's memory: 0 MB, then"
                        + " 120 GB",
                "\"engine_version\":\"1.2.3\" | \"engine_version\":\"1.3.0\" | engine gguf: llama.cpp 1.2.3, then llama.cpp"
                        + " 1.3.0",
                "\"version\":\"0.4.25\" | \"version\":\"0.4.26\" | server version: 0.4.25, then 0.4.26",
                "\"version\":\"15.5\" | \"version\":\"15.6\" | operating system: macOS 15.5 aarch64, then macOS 15.6 aarch64",
                "\"suite_version\":\"0.1.0\" | \"suite_version\":\"0.2.0\" | version of this suite: 0.1.0 (abc1234), then"
                        + " 0.2.0 (abc1234)",
                "\"git_commit\":\"abc1234\" | \"git_commit\":\"def5678\" | version of this suite: 0.1.0 (abc1234), then 0.1.0"
                        + " (def5678)",
                "\"config_digest\":\"01 | \"config_digest\":\"99 | bytes of the config file (SHA-256):"
                        + " 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, then"
                        + " 9923456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "\"seed\":42 | \"seed\":43 | setting seed: 42, then 43",
                "\"size_bytes\":1010000000} | \"size_bytes\":1010000001} | candidate of Llama 3.2 1B: MLX, mlx, 8bit,"
                        + " llama-3.2-1b-mlx, 1010000000 bytes, then MLX, mlx, 8bit, llama-3.2-1b-mlx, 1010000001 bytes",
                "\"architecture\":\"dense\" | \"architecture\":\"moe\" | architecture of Llama 3.2 1B: dense, then moe",
            })
    void whatMayMoveAFigureKeepsRunsApart(String old, String now, String reason) throws IOException {
        RunData first = run("a", FIRST_DAY, "", "");
        RunData second = run("b", NEXT_DAY, old, now);

        List<RunGroup> groups = RunGroups.of(List.of(first, second));

        assertThat(groups).hasSize(2);
        assertThat(groups.get(0).apart()).isEmpty();
        assertThat(groups.get(1).apart()).containsExactly(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"quantization\":\"8bit\" | \"quantization\":\"4bit\" | loaded as the candidate of Llama 3.2 1B: mlx, 8bit,"
                        + " llama-3.2-1b-mlx, 1010000000 bytes, then mlx, 4bit, llama-3.2-1b-mlx, 1010000000 bytes",
                "\"model_key\":\"llama-3.2-1b\" | \"model_key\":\"other\" | loaded as the baseline of Llama 3.2 1B: gguf,"
                        + " Q8_0, llama-3.2-1b, 1000000000 bytes, then gguf, Q8_0, other, 1000000000 bytes",
                "\"effective_config\":{\"context_length\":8192 | \"effective_config\":{\"context_length\":16384 | context length in effect"
                        + " for the baseline of Llama 3.2 1B: 8192, then 16384;context length in effect for the candidate of"
                        + " Llama 3.2 1B: 8192, then 16384",
                "\"parallel\":1 | \"parallel\":4 | slots in effect for the baseline of Llama 3.2 1B: 1, then 4;slots in effect for"
                        + " the candidate of Llama 3.2 1B: 1, then 4",
            })
    void whatWasLoadedKeepsRunsApartWhereThePlansAgree(String old, String now, String reason) throws IOException {
        String records = RunFixture.threeRounds().jsonl();
        String loadsChanged = records.lines()
                .map(line -> line.contains("\"kind\":\"load\"") ? line.replace(old, now) : line)
                .collect(Collectors.joining("\n", "", "\n"));
        assertThat(loadsChanged).isNotEqualTo(records);

        List<RunGroup> groups = RunGroups.of(List.of(
                write("a", records),
                write("b", loadsChanged.replace(FIRST_DAY, NEXT_DAY).replace("run-1", "run-2"))));

        assertThat(groups).hasSize(2);
        assertThat(groups.get(1).apart()).containsExactly(reason.split(";"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"rounds\":3 | \"rounds\":5",
                "\"model_key\":\"llama-3.2-1b-mlx\",\"size_bytes\":1010000000} | \"model_key\":null,\"size_bytes\":null}",
                "\"version\":\"17.0.15\" | \"version\":\"21.0.1\"",
            })
    void whatMovesNothingDoesNot(String old, String now) throws IOException {
        assertThat(RunGroups.of(List.of(run("a", FIRST_DAY, "", ""), run("b", NEXT_DAY, old, now))))
                .hasSize(1);
    }

    @Test
    void theEngineOfAFormatThatOneRunNeverLoadedHadNoPartInIt() throws IOException {
        String engine = "\"format\":\"mlx\",\"engine_name\":\"mlx-llm\"";
        RunFixture both = new RunFixture().planThreeRounds().start().engine("mlx", "mlx-llm", "1.1.0");
        both.measureThreeRounds().end("completed");
        RunFixture loadedNone = new RunFixture().planThreeRounds().start().engine();
        loadedNone.end("interrupted");
        assertThat(both.jsonl()).contains(engine);

        assertThat(RunGroups.of(List.of(
                        write("a", both.jsonl()), write("b", loadedNone.jsonl().replace("run-1", "run-2")))))
                .hasSize(1);
    }

    @Test
    void twoMachinesOfWhichNothingIsKnownMayBeTwo() throws IOException {
        String known =
                "\"hardware_profile\":{\"model_identifier\":\"Mac15,9\",\"chip\":\"Apple M3 Max\",\"performance_cores\":12,"
                        + "\"efficiency_cores\":4,\"gpu_cores\":40,\"ram_bytes\":137438953472,";
        String unknown = "\"hardware_profile\":{\"model_identifier\":null,\"chip\":null,\"performance_cores\":null,"
                + "\"efficiency_cores\":null,\"gpu_cores\":null,\"ram_bytes\":null,";
        List<RunGroup> groups =
                RunGroups.of(List.of(run("a", FIRST_DAY, known, unknown), run("b", NEXT_DAY, known, unknown)));

        assertThat(groups).extracting(RunGroup::name).containsExactly("1-unknown-hardware", "2-unknown-hardware");
        assertThat(groups.get(1).apart()).containsExactly("hardware: unknown of both, so they may be two machines");
    }

    @Test
    void aHostileChipMakesAPlainFolderName() throws IOException {
        RunData hostile = run("a", FIRST_DAY, "\"Apple M3 Max\"", "\"../../<b>|Ü\\u001b[2J`\"");

        assertThat(RunGroups.of(List.of(hostile)).get(0).name()).isEqualTo("1-b-2j-40-gpu-cores-137-gb");
    }

    @Test
    void aRunThatIsGivenTwiceCountsOnce() throws IOException {
        RunData run = run("a", FIRST_DAY, "", "");
        Path copy = write("copy", Files.readString(run.folder().resolve("records.jsonl")))
                .folder();
        Path latest = Files.writeString(root.resolve("latest"), "a\n");

        GivenRuns given = GivenRuns.read(List.of(run.folder(), copy, latest));

        assertThat(given.runs()).hasSize(1);
        assertThat(given.repeated())
                .containsExactly(
                        new LeftOut(copy, "the same run as " + run.folder()),
                        new LeftOut(latest, "the same run as " + run.folder()));
        assertThat(given.unusable()).isEmpty();
    }

    @Test
    void aCopyFromBeforeTheRunWasResumedGivesWayToTheWholeRun() throws IOException {
        RunFixture run = new RunFixture().planThreeRounds().start().measureThreeRounds();
        Path before = write("before", run.jsonl()).folder();
        Path after = write("after", run.resume().end("completed").jsonl()).folder();

        GivenRuns given = GivenRuns.read(List.of(before, after));
        GivenRuns turned = GivenRuns.read(List.of(after, before));

        assertThat(given.runs()).extracting(RunData::folder).containsExactly(after);
        assertThat(given.repeated()).containsExactly(new LeftOut(before, "an earlier copy of the run in " + after));
        assertThat(turned).isEqualTo(given);
    }

    @Test
    void ofTwoCopiesThatContradictEachOtherTheSecondIsNotUsed() throws IOException {
        RunData run = run("a", FIRST_DAY, "", "");
        Path changed = write(
                        "changed",
                        Files.readString(run.folder().resolve("records.jsonl"))
                                .replace("\"decode_tokens_per_second\":50.0", "\"decode_tokens_per_second\":90.0"))
                .folder();

        GivenRuns given = GivenRuns.read(List.of(run.folder(), changed));

        assertThat(given.runs()).containsExactly(run);
        assertThat(given.unusable())
                .containsExactly(
                        new LeftOut(
                                changed,
                                "the same run as " + run.folder()
                                        + " with other records: one of the two was changed. Give the one that is as it was measured"));
    }

    @Test
    void aCopyUnderAnEditedIdCountsOnce() throws IOException {
        RunData run = run("a", FIRST_DAY, "", "");
        String records = Files.readString(run.folder().resolve("records.jsonl"));
        Path edited = write("edited", records.replace("\"run_id\":\"a\"", "\"run_id\":\"z\""))
                .folder();

        GivenRuns given = GivenRuns.read(List.of(run.folder(), edited));

        assertThat(given.runs()).containsExactly(run);
        assertThat(given.repeated())
                .containsExactly(new LeftOut(edited, "the same run as " + run.folder() + " (a) under another name, z"));
        assertThat(given.unusable()).isEmpty();
    }

    @Test
    void aCopyInWhichLinesAreMissingGivesWayToTheWholeRunInAnyOrder() throws IOException {
        RunData run = run("a", FIRST_DAY, "", "");
        List<String> lines = Files.readAllLines(run.folder().resolve("records.jsonl"));
        lines.remove(5);
        Path oneLess = write("one-less", String.join("\n", lines) + "\n").folder();
        lines.remove(8);
        Path twoLess = write(
                        "two-less", (String.join("\n", lines) + "\n").replace("\"run_id\":\"a\"", "\"run_id\":\"z\""))
                .folder();

        GivenRuns given = GivenRuns.read(List.of(oneLess, run.folder(), twoLess));

        assertThat(given.runs()).containsExactly(run);
        assertThat(given.repeated())
                .containsExactly(
                        new LeftOut(oneLess, "a copy of the run in " + run.folder() + " in which 1 record is missing"),
                        new LeftOut(
                                twoLess,
                                "a copy of the run in " + run.folder()
                                        + " (a) under another name, z in which 2 records are missing"));
        assertThat(given.unusable()).isEmpty();
    }

    @Test
    void aCopyThatWasResumedUnderAnEditedIdIsStillTheSameRun() throws IOException {
        RunFixture run = new RunFixture().planThreeRounds().start().measureThreeRounds();
        Path before = write("before", run.jsonl()).folder();
        String resumed = run.resume().measureThreeRounds().end("completed").jsonl();
        Path after = write("after", resumed.replace("\"run_id\":\"run-1\"", "\"run_id\":\"z\""))
                .folder();

        GivenRuns given = GivenRuns.read(List.of(before, after));

        assertThat(given.runs()).extracting(RunData::folder).containsExactly(after);
        assertThat(given.repeated())
                .containsExactly(new LeftOut(
                        before, "an earlier copy of the run in " + after + " (z) under another name, run-1"));
    }

    @Test
    void whatCannotBeReadKeepsNothingElseFromBeingRead() throws IOException {
        RunData run = run("a", FIRST_DAY, "", "");
        Path gone = root.resolve("gone");
        Path headless = write(
                        "headless",
                        Files.readString(run.folder().resolve("records.jsonl"))
                                .lines()
                                .skip(1)
                                .reduce("", (a, b) -> a + b + "\n"))
                .folder();

        GivenRuns given = GivenRuns.read(List.of(gone, headless, run.folder()));

        assertThat(given.runs()).containsExactly(run);
        assertThat(given.unusable())
                .containsExactly(
                        new LeftOut(
                                gone,
                                "no results folder at " + gone
                                        + ". Give the folder of a run, for example results/latest."),
                        new LeftOut(
                                headless,
                                "its run record cannot be read, so nothing tells what was measured, on what and with what"));
    }

    private RunData run(String id, String day, String old, String now) throws IOException {
        String records = RunFixture.threeRounds()
                .jsonl()
                .replace("\"run_id\":\"run-1\"", "\"run_id\":\"" + id + "\"")
                .replace(FIRST_DAY, day);
        if (!old.isEmpty()) {
            assertThat(records).contains(old);
        }
        return write(id, old.isEmpty() ? records : records.replace(old, now));
    }

    private RunData write(String folder, String records) throws IOException {
        Path path = Files.createDirectories(root.resolve(folder));
        Files.writeString(path.resolve("records.jsonl"), records);
        return RunReader.read(path);
    }
}
