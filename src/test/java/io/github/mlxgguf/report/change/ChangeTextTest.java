package io.github.mlxgguf.report.change;

import static io.github.mlxgguf.analysis.change.ChangeRuns.oldMlx;
import static io.github.mlxgguf.analysis.change.ChangeRuns.slowerMlx;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.change.ChangeRuns;
import io.github.mlxgguf.analysis.change.RunChange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangeTextTest {
    private static final String OLD = ChangeRuns.run(oldMlx()).jsonl();
    private static final String SLOWER = ChangeRuns.run(slowerMlx()).jsonl().replace("\"1.1.0\"", "\"1.2.0\"");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    @Test
    void theAnswerComesFirstThenWhatDiffersThenWhatIsWorse() {
        List<String> lines = ChangeText.of(ChangeRuns.compare(root, OLD, SLOWER), false);

        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(ChangeText.WIDTH));
        assertThat(lines.subList(0, 13))
                .containsExactly(
                        "Regression: 2 of 14 judged figures worse by more than 5 %.",
                        "14 figures judged: 0 better, 2 worse, 12 practically equal, 0 undecided. 4 not judged.",
                        "  OLD old, began 2026-11-21T01:00:00.000Z",
                        "  NEW new, began 2026-11-21T01:00:00.000Z",
                        "",
                        "What differs",
                        "  engine mlx: mlx-llm 1.1.0, then mlx-llm 1.2.0",
                        "",
                        "Worse beyond the thresholds",
                        "  Llama 3.2 1B, MLX, simple-generation: decode speed worse",
                        "    100 tokens/s, then 80.0 tokens/s; new/old 0.800 (0.731 to 0.876); 3, then 3 loads; n 9, then 9",
                        "  Llama 3.2 1B, MLX, simple-generation: effective speed worse",
                        "    100 tokens/s, then 80.0 tokens/s; new/old 0.800 (0.731 to 0.876); 3, then 3 loads; n 9, then 9");
        assertThat(lines).contains("The other 16 figures are listed with --all.");
    }

    @Test
    void everyFigureIsListedOnDemand() {
        assertThat(ChangeText.of(ChangeRuns.compare(root, OLD, OLD), true))
                .startsWith(
                        "No regression: none of 14 judged figures is worse by more than 5 %; 0 better by more than 5 %.")
                .contains(
                        "All other figures",
                        "  Llama 3.2 1B, GGUF, simple-generation: time to first text practically equal");
    }

    @Test
    void whatIsNotJudgedIsCountedByReason() {
        RunChange change = ChangeRuns.compare(
                root, ChangeRuns.run(100, 100).jsonl(), ChangeRuns.run(90, 90).jsonl());

        assertThat(ChangeText.of(change, false).get(0))
                .isEqualTo(
                        "Nothing was judged: no figure that both runs have could be compared on 3 loads of each; see why");
        assertThat(ChangeText.of(change, false))
                .contains("  14 figures provisional: 2 and 2 loads, an interval needs 3 of each run");
    }

    @Test
    void namesThatATerminalWouldObeyAreDisarmed() {
        RunFixture hostile = new RunFixture();
        hostile.pair = "\u001b[31mred\u202e | <b>x</b>";
        String records = ChangeRuns.measured(hostile, 200, oldMlx()).jsonl();
        RunFixture slower = new RunFixture();
        slower.pair = hostile.pair;
        RunChange change = ChangeRuns.compare(
                root, records, ChangeRuns.measured(slower, 200, slowerMlx()).jsonl());

        assertThat(String.join("\n", ChangeText.of(change, true)))
                .contains("?[31mred? | <b>x</b>, MLX")
                .doesNotContain("\u001b", "\u202e");
        assertThat(ChangeMarkdown.of(change))
                .contains("| \ufffd\\[31mred\ufffd \\| &lt;b&gt;x&lt;/b&gt;, MLX, simple-generation | decode speed |")
                .doesNotContain("\u001b", "\u202e", "<b>");
    }

    @Test
    void markdownHasTheAnswerATableAndTheRestFolded() {
        String text = ChangeMarkdown.of(ChangeRuns.compare(root, OLD, SLOWER));

        assertThat(text)
                .startsWith(
                        "## Did anything change?\n\n**Regression: 2 of 14 judged figures worse by more than 5 %.** 14 figures judged: 0")
                .contains("- engine mlx: mlx-llm 1.1.0, then mlx-llm 1.2.0\n")
                .contains("| Llama 3.2 1B, MLX, simple-generation | decode speed | 100 tokens/s, then 80.0 tokens/s |"
                        + " 0.800 (0.731 to 0.876) | 3, then 3 loads; n 9, then 9 | worse |\n")
                .contains("<summary>All other figures (16 rows)</summary>\n\n|");
    }

    @Test
    void aSimulatedRunSaysSoOnTop() {
        RunFixture simulated = new RunFixture();
        simulated.serverKind = "simulated";
        String records = ChangeRuns.measured(simulated, 200, oldMlx()).jsonl();

        assertThat(ChangeText.of(ChangeRuns.compare(root, records, records), false)
                        .get(0))
                .startsWith("SIMULATED: THESE FIGURES ARE INVENTED (both runs). A scripted engine");
    }

    @Test
    void jsonHasEveryFigureWithItsVerdict() throws IOException {
        JsonNode json = new ObjectMapper().readTree(ChangeJson.of(ChangeRuns.compare(root, OLD, SLOWER)));

        assertThat(json.path("outcome").textValue()).isEqualTo("regression");
        assertThat(json.path("judged").intValue()).isEqualTo(14);
        assertThat(json.path("figures")).hasSize(18);
        assertThat(json.path("regressions")).hasSize(2);
        assertThat(json.at("/regressions/0/name").textValue()).isEqualTo("decode_tokens_per_second");
        assertThat(json.at("/differences/0/kind").textValue()).isEqualTo("engine");
        assertThat(json.at("/differences/0/new").textValue()).isEqualTo("mlx-llm 1.2.0");
        assertThat(json.at("/thresholds/percent").doubleValue()).isEqualTo(5);
        assertThat(json.at("/old/run_id").textValue()).isEqualTo("old");
        assertThat(json.path("not_comparable").isNull()).isTrue();
    }
}
