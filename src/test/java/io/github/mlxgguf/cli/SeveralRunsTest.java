package io.github.mlxgguf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.record.Problem;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.SchemaValidator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralRunsTest {
    private static final String M3 = "Apple M3 Max";
    private static final String HARDWARE = ", 12 performance cores, 4 efficiency cores, 40 GPU cores, 137 GB RAM";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path root;

    @BeforeEach
    void findRoot(@TempDir Path temporary) throws IOException {
        root = temporary.toRealPath();
    }

    @Test
    void twoRunsOfOneMachineAreOneReportInANewFolder() throws IOException {
        Path first = run("a", "2026-11-21", M3);
        Path second = run("b", "2026-11-22", M3);
        Files.writeString(first.resolve("timeline.html"), "page");
        Path target = root.resolve("both");

        assertThat(execute("report", "--out", target.toString(), second.toString(), first.toString()))
                .isZero();

        assertThat(out.toString().lines())
                .containsExactly(
                        "report: " + target.resolve("report.html"), "group 1: Mac15,9, " + M3 + HARDWARE + "; a, b");
        assertThat(children(target)).containsExactly("plots", "report.html", "report.md", "summary.json");
        assertThat(Files.readString(target.resolve("summary.json")))
                .contains("\"merged_from\" : [ \"a\", \"b\" ]", "\"run_id\" : \"both\"", "\"rounds\" : 6");
        assertThat(SchemaValidator.validateFile(target.resolve("summary.json"))).isEqualTo(List.<Problem>of());
        assertThat(Files.readString(target.resolve("report.md")))
                .contains(
                        "# MLX or GGUF: benchmark report, 2 runs put together",
                        "Runs `a`, `b` · [Time line of run a](../a/timeline.html)\n",
                        "run a (begun 2026-11-21T01:00:00.000Z, rounds 1 to 3), run b (begun 2026-11-22T01:00:00.000Z, rounds 4"
                                + " to 6)",
                        "Two Macs of one model and memory cannot be told apart.",
                        "6 loads of each");
        assertThat(children(first)).containsExactly("records.jsonl", "timeline.html");
        assertThat(children(second)).containsExactly("records.jsonl");
    }

    @Test
    void threeMachinesAreThreeReportsAndAPageThatShowsThemSideBySide() throws IOException {
        Path target = root.resolve("fleet");

        assertThat(execute(
                        "report",
                        "--out",
                        target.toString(),
                        run("a", "2026-11-21", M3).toString(),
                        run("b", "2026-11-22", "Apple M4 Pro").toString(),
                        run("c", "2026-11-23", "Apple <M1> |Ultra|").toString(),
                        run("d", "2026-11-24", M3).toString()))
                .isZero();

        assertThat(children(target))
                .containsExactly(
                        "1-apple-m3-max-40-gpu-cores-137-gb",
                        "2-apple-m4-pro-40-gpu-cores-137-gb",
                        "3-apple-m1-ultra-40-gpu-cores-137-gb",
                        "report.html",
                        "report.md");
        assertThat(children(target.resolve("2-apple-m4-pro-40-gpu-cores-137-gb")))
                .containsExactly("plots", "report.html", "report.md", "summary.json");
        String page = Files.readString(target.resolve("report.md"));
        assertThat(page)
                .startsWith(
                        "# MLX or GGUF: 3 groups of runs, side by side\n\nRuns `a`, `d`, `b`, `c` · [Report of group 1]"
                                + "(1-apple-m3-max-40-gpu-cores-137-gb/report.md)")
                .contains(
                        "| 1 | Mac15,9, Apple M3 Max" + HARDWARE
                                + " | a (begun 2026-11-21T01:00:00.000Z, 3 rounds); d (begun 2026-11-24T01:00:00.000Z, 3 rounds) |",
                        "| 2 | hardware: Mac15,9, Apple M3 Max" + HARDWARE + ", then Mac15,9, Apple M4 Pro" + HARDWARE
                                + " |",
                        "Apple &lt;M1&gt; \\|Ultra\\|",
                        "| What | Group 1 (M3 Max, 137 GB) | Group 2 (M4 Pro, 137 GB) | Group 3 (&lt;M1&gt; \\|Ultra\\|, 137 GB) |",
                        "- **Llama 3.2 1B, group 1 (M3 Max, 137 GB)** (complete):",
                        "Machines, and groups that are kept apart, are never averaged: each group's figures are made from its own"
                                + " rounds alone, and no statistic goes across groups.",
                        "MLX / GGUF 2.00 (2.00 to 2.00): MLX is better; each 6 loads",
                        "MLX / GGUF 2.00 (2.00 to 2.00): MLX is better; each 3 loads");
        assertThat(Files.readString(target.resolve("report.html")))
                .contains("<a href=\"2-apple-m4-pro-40-gpu-cores-137-gb/report.html\">Report of group 2</a>")
                .contains("Apple &lt;M1&gt; |Ultra|")
                .doesNotContain("<M1>", "http://", "https://", "src=");
        assertThat(out.toString())
                .contains("  kept apart: hardware: Mac15,9, Apple M3 Max" + HARDWARE + ", then Mac15,9, Apple M4 Pro");
    }

    @Test
    void theSameFoldersGiveTheSameBytesInAnyOrder() throws IOException {
        Path first = run("a", "2026-11-21", M3);
        Path second = run("b", "2026-11-22", M3);
        Path one = root.resolve("one/merged");
        Path other = root.resolve("other/merged");

        execute("report", "--out", one.toString(), first.toString(), second.toString());
        execute("report", "--out", other.toString(), second.toString(), first.toString());

        for (String file : List.of("report.md", "report.html", "summary.json")) {
            assertThat(other.resolve(file)).hasSameBinaryContentAs(one.resolve(file));
        }
    }

    @Test
    void simulatedRunsSaySoOnTopOfEveryPage() throws IOException {
        Path first = run("a", "2026-11-21", M3, "simulated");
        Path second = run("b", "2026-11-22", M3, "lmstudio");
        Path target = root.resolve("both");

        assertThat(execute("report", "--out", target.toString(), first.toString(), second.toString()))
                .isZero();

        assertThat(Files.readString(target.resolve("report.md")))
                .contains("> **Simulated: these figures are invented**\n> Report of group 1: A scripted engine")
                .contains("| 2 | kind of server: simulated, then lmstudio |");
        assertThat(Files.readString(target.resolve("1-apple-m3-max-40-gpu-cores-137-gb/report.md")))
                .contains("> **Simulated: these figures are invented**");
    }

    @Test
    void whatIsGivenTwiceIsSaidAndWhatCannotBeUsedIsAWarning() throws IOException {
        Path run = run("a", "2026-11-21", M3);
        Path gone = root.resolve("gone\u001b[2J");
        Path target = root.resolve("both");

        assertThat(execute("report", "--out", target.toString(), run.toString(), run.toString()))
                .isZero();
        assertThat(out.toString()).contains("left out: " + run + ": the same run as " + run);
        assertThat(Files.readString(target.resolve("summary.json")))
                .contains("\"merged_from\" : [ ]", "\"rounds\" : 3");
        assertThat(execute("report", "--out", target + "-2", run.toString(), gone.toString()))
                .isEqualTo(3);
        assertThat(out.toString())
                .contains("warning: " + root.resolve("gone?[2J") + ": no results folder at ")
                .doesNotContain("\u001b");
    }

    @Test
    void theGroupsOfOneModelStandTogetherInTheExecutiveSummary() throws IOException {
        Path first = run("a", "2026-11-21", M3, "lmstudio", "Qwen");
        Path second = run("b", "2026-11-22", "Apple M4 Pro", "lmstudio", "Qwen");
        Path target = root.resolve("fleet");

        assertThat(execute("report", "--out", target.toString(), first.toString(), second.toString()))
                .isZero();

        assertThat(Files.readString(target.resolve("report.md"))
                        .lines()
                        .filter(line -> line.startsWith("- **"))
                        .map(line -> line.substring(4, line.indexOf("** "))))
                .containsExactly(
                        "Llama 3.2 1B, group 1 (M3 Max, 137 GB)",
                        "Llama 3.2 1B, group 2 (M4 Pro, 137 GB)",
                        "Qwen, group 1 (M3 Max, 137 GB)",
                        "Qwen, group 2 (M4 Pro, 137 GB)");
    }

    @Test
    void namesThatCommandATerminalOrTurnALineAroundAreMadeHarmlessOnEveryPage() throws IOException {
        String hostile = "Apple \\u001b[2J\\u009b\\u202eM4\\u2066";
        Path first = run("a", "2026-11-21", M3);
        Path second = run("b", "2026-11-22", hostile);
        Path third = run("c", "2026-11-23", hostile);
        Path target = root.resolve("fleet");

        assertThat(execute("report", "--out", target.toString(), first.toString(), second.toString(), third.toString()))
                .isZero();
        assertThat(execute("report", second.toString())).isZero();

        String shown = "Apple \ufffd\\[2J\ufffd\ufffdM4\ufffd";
        Path group = target.resolve("2-apple-2j-m4-40-gpu-cores-137-gb");
        for (Path folder : List.of(target, group, second)) {
            assertThat(Files.readString(folder.resolve("report.md")))
                    .contains(shown)
                    .doesNotContain("\u001b", "\u009b", "\u202e", "\u2066");
            assertThat(Files.readString(folder.resolve("report.html")))
                    .contains(shown.replace("\\", ""))
                    .doesNotContain("\u001b", "\u009b", "\u202e", "\u2066");
        }
        assertThat(out.toString())
                .contains("group 2: Mac15,9, Apple ?[2J??M4?, 12 performance cores")
                .doesNotContain("\u001b", "\u009b", "\u202e", "\u2066");
    }

    @Test
    void noRunAtAllIsAMistakeAndLeavesNothing() throws IOException {
        Path target = root.resolve("both");

        assertThat(execute(
                        "report",
                        "--out",
                        target.toString(),
                        root.resolve("x").toString(),
                        root.resolve("y").toString()))
                .isEqualTo(2);

        assertThat(err.toString())
                .contains("none of these is a run that can be read: " + root.resolve("x") + ": no results");
        assertThat(target).doesNotExist();
    }

    @Test
    void aFolderWithSomethingInItIsNeverWrittenTo() throws IOException {
        Path first = run("a", "2026-11-21", M3);
        Path second = run("b", "2026-11-22", M3);

        assertThat(execute("report", "--out", first.toString(), first.toString(), second.toString()))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("expected a new or an empty folder for the report of several runs, found " + first);
        assertThat(execute("report", "--out", first.resolve("in").toString(), first.toString(), second.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains(" is inside of the folder of run a, which is only read.");
        assertThat(children(first)).containsExactly("records.jsonl");
    }

    @Test
    void byDefaultItIsBesideTheFirstRunAndLatestStaysWhereItIs() throws IOException {
        Path first = run("a", "2026-11-21", M3);
        Path second = run("b", "2026-11-22", M3);
        Files.writeString(root.resolve("latest"), "b\n");

        assertThat(execute("report", first.toString(), second.toString())).isZero();

        assertThat(children(root)).hasSize(4).anyMatch(name -> name.matches("merged-\\d{8}-\\d{6}"));
        assertThat(root.resolve("latest")).hasContent("b");
    }

    @Test
    void linksLeadToTheRunsThroughALinkedFolder() throws IOException {
        Path first = run("a", "2026-11-21", M3);
        Files.writeString(first.resolve("timeline.html"), "page");
        Path linked = Files.createSymbolicLink(root.resolve("link"), Files.createDirectories(root.resolve("x/y")));

        assertThat(execute(
                        "report",
                        "--out",
                        linked.resolve("new/both").toString(),
                        first.toString(),
                        run("b", "2026-11-22", M3).toString()))
                .isZero();

        assertThat(Files.readString(root.resolve("x/y/new/both/report.md")))
                .contains("[Time line of run a](../../../../a/timeline.html)");
    }

    @Test
    void optionsThatDoNotFitTheNumberOfFoldersAreWrongUsage() throws IOException {
        String run = run("a", "2026-11-21", M3).toString();

        assertThat(execute("report", "--if-missing", run, run)).isEqualTo(2);
        assertThat(err.toString()).contains("--if-missing is for one folder.");
        assertThat(execute("report", "--out", root.resolve("x").toString(), run))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--out is for several folders");
    }

    @Test
    void reportAndValidateSayWhatAMergedFolderIs() throws IOException {
        Path target = root.resolve("both");
        String first = run("a", "2026-11-21", M3).toString();
        execute(
                "report",
                "--out",
                target.toString(),
                first,
                run("b", "2026-11-22", M3).toString());
        String sentence = "no records.jsonl in " + target
                + ", only a report, as `report DIR…` makes it of several runs: the records are in the runs' own folders, which"
                + " report.md names.";

        assertThat(execute("validate", target.toString())).isZero();
        assertThat(out.toString()).contains(sentence);
        assertThat(execute("report", target.toString())).isEqualTo(2);
        assertThat(err.toString()).contains(sentence + " Give those to `report` again.");
    }

    private Path run(String id, String day, String chip) throws IOException {
        return run(id, day, chip, "lmstudio");
    }

    private Path run(String id, String day, String chip, String serverKind, String... morePairs) throws IOException {
        RunFixture run = new RunFixture();
        run.serverKind = serverKind;
        RunBody.VariantInfo build = new RunBody.VariantInfo("GGUF", "gguf", "Q8_0", "key", 1L);
        run.otherPairs = Stream.of(morePairs)
                .map(pair -> new RunBody.PairInfo(pair, "dense", "format", build, build, List.of()))
                .toList();
        run.planThreeRounds().start().measureThreeRounds().end("completed");
        Path folder = Files.createDirectories(root.resolve(id));
        Files.writeString(
                folder.resolve("records.jsonl"),
                run.jsonl()
                        .replace("\"run_id\":\"run-1\"", "\"run_id\":\"" + id + "\"")
                        .replace("2026-11-21", day)
                        .replace(M3, chip));
        return folder;
    }

    private static List<String> children(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private int execute(String... args) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), args);
    }
}
