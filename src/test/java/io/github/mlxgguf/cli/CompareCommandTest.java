package io.github.mlxgguf.cli;

import static io.github.mlxgguf.analysis.change.ChangeRuns.oldMlx;
import static io.github.mlxgguf.analysis.change.ChangeRuns.slowerMlx;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.change.ChangeRuns;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    private static final String SLOWER = ChangeRuns.run(slowerMlx()).jsonl();
    private static final String OLD = ChangeRuns.run(oldMlx()).jsonl();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void noRegressionIsZeroAndARegressionIsOne() {
        Path old = ChangeRuns.write(root, "old", OLD);
        Path now = ChangeRuns.write(root, "new", SLOWER);

        assertThat(compare(old, old)).isZero();
        assertThat(compare(old, now)).isEqualTo(1);
        assertThat(compare(now, old)).isZero();
        assertThat(compare(old, now, "--threshold", "40")).isZero();
        assertThat(compare(old, now, "--min-tokens-per-second", "25")).isZero();
    }

    @Test
    void otherHardwareIsThree() {
        Path old = ChangeRuns.write(root, "old", OLD);
        Path now = ChangeRuns.write(root, "new", SLOWER.replace("Apple M3 Max", "Apple M4 Max"));

        assertThat(compare(old, now)).isEqualTo(3);
        assertThat(out.toString()).startsWith("Nothing was judged: other hardware: Mac15,9, Apple M3 Max");
    }

    @Test
    void wrongUsageAndForeignFilesAreTwoAndLeftAsTheyWere() throws IOException {
        Path old = ChangeRuns.write(root, "old", OLD);
        Path foreign = ChangeRuns.write(root, "foreign", "name,value\na,1\n");

        assertThat(compare(old, foreign)).isEqualTo(2);
        assertThat(foreign.resolve("records.jsonl")).hasContent("name,value\na,1\n");
        assertThat(foreign).isDirectoryNotContaining("glob:**summary.json");
        assertThat(compare(old, root.resolve("nowhere"))).isEqualTo(2);
        assertThat(compare(old, old, "--threshold", "-1")).isEqualTo(2);
        assertThat(err.toString()).contains("--threshold: expected a number of 0 or above, found -1.0");
        assertThat(compare(old, old, "--markdown", old.resolve("change.md").toString()))
                .isEqualTo(2);
        assertThat(old.resolve("change.md")).doesNotExist();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aTruncatedRunIsComparedAsFarAsItGoesAndSaysSo() {
        Path old = ChangeRuns.write(root, "old", OLD);
        Path now = ChangeRuns.write(root, "new", SLOWER.substring(0, SLOWER.length() - 100));

        assertThat(compare(old, now)).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("Regression: ")
                .contains("THE RUN DID NOT END IN ORDER (new run). ", "UNREADABLE RECORDS (new run). 1 line of");
    }

    @Test
    void markdownAndJsonAreWholeDocuments() throws IOException {
        Path old = ChangeRuns.write(root, "old", OLD);
        Path now = ChangeRuns.write(root, "new", SLOWER);
        Path file = root.resolve("change.md");

        assertThat(compare(old, now, "--json", "--markdown", file.toString())).isEqualTo(1);
        assertThat(new ObjectMapper().readTree(out.toString()).path("outcome").textValue())
                .isEqualTo("regression");
        assertThat(Files.readString(file)).startsWith("## Did anything change?\n");
    }

    @Test
    void aRunAloneIsComparedWithTheNewestEarlierOneThatFits() throws IOException {
        ChangeRuns.write(root, "a-oldest", SLOWER.replace("2026-11-21T", "2026-08-21T"));
        ChangeRuns.write(root, "b-fits", OLD.replace("2026-11-21T", "2026-09-21T"));
        ChangeRuns.write(
                root, "c-other-mac", OLD.replace("2026-11-21T", "2026-10-21T").replace("M3 Max", "M4 Max"));
        ChangeRuns.write(
                root,
                "d-interrupted",
                OLD.replace("2026-11-21T", "2026-10-22T")
                        .replace("\"status\":\"completed\"", "\"status\":\"interrupted\""));
        ChangeRuns.write(root, "e-foreign", "hello\n");
        ChangeRuns.write(root, "z-later", OLD.replace("2026-11-21T", "2026-12-21T"));
        ChangeRuns.write(root, "new", SLOWER);
        Files.writeString(root.resolve("latest"), "new\n");

        assertThat(compare(root.resolve("latest"))).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("Compared with the newest earlier run that fits: b-fits. Passed over 1 newer one:"
                        + " d-interrupted was not completed." + System.lineSeparator() + "Regression: ");
    }

    @Test
    void aQuickRunInBetweenDoesNotSwitchTheGateOff() {
        RunFixture quick = new RunFixture();
        quick.rounds = 1;
        ChangeRuns.write(root, "a-whole", OLD.replace("2026-11-21T", "2026-09-21T"));
        ChangeRuns.write(
                root, "b-quick", ChangeRuns.measured(quick, 200, 100).jsonl().replace("2026-11-21T", "2026-10-21T"));
        Path now = ChangeRuns.write(root, "new", SLOWER);

        assertThat(compare(now)).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("Compared with the newest earlier run that fits: a-whole. Passed over 1 newer one:"
                        + " b-quick has 1 round, too few to judge.");
    }

    @Test
    void aQuickRunIsTakenWhereThereIsNoOther() {
        RunFixture quick = new RunFixture();
        quick.rounds = 1;
        ChangeRuns.write(
                root, "b-quick", ChangeRuns.measured(quick, 200, 100).jsonl().replace("2026-11-21T", "2026-10-21T"));
        Path now = ChangeRuns.write(root, "new", SLOWER);

        assertThat(compare(now)).isEqualTo(3);
        assertThat(out.toString()).startsWith("Compared with the newest earlier run that fits: b-quick.");
    }

    @Test
    void theFirstRunOnAMachineHasNothingToBeComparedWithAndFailsNothing() throws IOException {
        Path only = ChangeRuns.write(root, "only", OLD);

        assertThat(compare(only)).isZero();
        assertThat(out.toString())
                .isEqualTo(
                        "No earlier run to compare with: none beside it was completed on the same hardware by the same kind of"
                                + " server with a pair in common. Nothing was compared." + System.lineSeparator());
        out.getBuffer().setLength(0);
        assertThat(Main.run(new PrintWriter(out), new PrintWriter(err), "compare", "--json", only.toString()))
                .isZero();
        assertThat(new ObjectMapper().readTree(out.toString()).path("outcome").textValue())
                .isEqualTo("no_earlier_run");
    }

    private int compare(Path old, Path now, String... options) {
        String[] args = new String[options.length + 3];
        args[0] = "compare";
        args[1] = old.toString();
        args[2] = now.toString();
        System.arraycopy(options, 0, args, 3, options.length);
        return Main.run(new PrintWriter(out), new PrintWriter(err), args);
    }

    private int compare(Path now) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), "compare", now.toString());
    }
}
