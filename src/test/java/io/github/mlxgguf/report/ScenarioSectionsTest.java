package io.github.mlxgguf.report;

import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.phase;
import static io.github.mlxgguf.analysis.RunFixture.point;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.RunFixture.Config;
import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.record.GenerationBody.Check;
import io.github.mlxgguf.record.SchemaValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of single scenarios, as they stand in the report; the MLX half is missing in all of them. */
class ScenarioSectionsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final RunFixture run = new RunFixture();

    @BeforeEach
    void prepare() {
        run.baselineConfig = new Config(8192, 8192, 1);
        run.start();
    }

    @Test
    void contextStressIsATableBySizeAndBuild() throws IOException {
        run.scenario = "context-stress";
        long seq = run.load(BASELINE, 1, 1);
        run.ask("document-1000", 0, 1);
        run.generation(BASELINE, 1, seq, 1, new Measured(200, 500.0, 50.0, 45, 2000, 1_042, 100));
        run.points = List.of(point("document-1000", 1, 11_400_000_000L, 11_140_000_000L));
        run.cellFlags = List.of("prompt_left_out");
        run.cell(BASELINE, 1, seq, 11_400_000_000L);

        assertThat(markdown()).contains("""
                **Llama 3.2 1B: the length of the prompt (context-stress)**

                | Size asked, tokens | Build | Input tokens | Prefill, tokens/s | First text, ms | Decode, tokens/s | Peak growth, MB | Kept, MB |
                |---|---|---:|---:|---:|---:|---:|---:|
                | 1000 | GGUF | 1042 | 500 | 200 | 50.0 | 1400 | 40.0 |
                | 1000 | MLX | – | – | – | – | – | – |

                The size asked is an estimate of the document's part; input tokens are the server's count of the whole prompt. Kept is memory after the answers minus memory after the load.

                GGUF: at least one planned size was not asked (prompt_left_out in 1 cell), because it does not fit load.context_length together with its answer.
                """, """
                **Llama 3.2 1B: context-stress, GGUF and MLX side by side, prompt by prompt**

                | Figure | Prompt | GGUF | MLX | Unit | MLX / GGUF, round by round (95 % interval) | Verdict | Values |
                |---|---|---:|---:|---|---:|---|---|
                | Time to first text (lower is better) | document-1000 | 200 | – | ms | – | withheld – no value for MLX | GGUF 1 from 1 load, 1 of 1 ok; MLX 0 from 0 loads, 0 of 0 ok |
                """);
        assertThat(html())
                .contains(
                        "Llama 3.2 1B: the length of the prompt (context-stress)</span></caption>",
                        "<p class=\"note\">GGUF: at least one planned size was not asked");
    }

    @Test
    void moeIsATableByKindWithTheSpreadAndTheCaveat() throws IOException {
        run.scenario = "moe";
        long seq = run.load(BASELINE, 1, 1);
        run.ask("train-speed", 0, 1).generation(BASELINE, 1, seq, 1, Measured.of(200, 50));
        run.ask("fibonacci", 1, 2).generation(BASELINE, 1, seq, 1, Measured.of(200, 40));
        Measured tooShort = new Measured(200, 100.0, null, 10, 1000, 50, 20);
        run.ask("fruits-by-colour", 2, 3).generation(BASELINE, 1, seq, 1, tooShort);

        assertThat(markdown()).contains("""
                **Llama 3.2 1B: decode speed by kind of work (moe)**

                | Kind of work | Prompt | GGUF, tokens/s | MLX, tokens/s | MLX / GGUF |
                |---|---|---:|---:|---:|
                | maths | train-speed | 50.0 | – | – |
                | code | fibonacci | 40.0 | – | – |
                | facts | fruits-by-colour | – | – | – |
                | fastest / slowest | all kinds | 1.25 (2 of 3 kinds) | – | – |

                The server does not reveal which experts a token went to, so speed by kind of work is all that can be seen.
                """);
    }

    @Test
    void concurrencyIsATableByLoadAndItsRowsAreMarked() throws IOException {
        run.scenario = "concurrency";
        run.loadScenario = "concurrency";
        long seq = run.load(BASELINE, 1, 1);
        run.ask("entanglement-200-words", 1000, 5000).generation(BASELINE, 1, seq, 1, Measured.of(200, 30));
        run.ask("entanglement-200-words", 1000, 6000).generation(BASELINE, 1, seq, 2, Measured.of(4200, 20));
        run.cell(
                BASELINE,
                1,
                seq,
                "passed",
                null,
                null,
                List.of(
                        phase("decode", 1, 11_500_000_000L, 11_600_000_000L),
                        phase("after", 1, 11_090_000_000L, null)));

        assertThat(markdown())
                .contains(
                        """
                **Llama 3.2 1B: several requests at once (concurrency)**

                | Build | Round | Requests ok | Slots | All together, tokens/s | Decode of each, tokens/s | First text, spread in ms | Peak growth, MB | Kept, MB |
                |---|---:|---|---:|---:|---:|---:|---:|---:|
                | GGUF | 1 | 2 of 2 | 1 | 40.0 | 25.0 | 4000 | 1600 | −10.0 |

                Requests waited for slots: GGUF had 1 slot for 2 requests. What waited is in the time to first text and in the total speed.
                """,
                        "**Llama 3.2 1B: concurrency (under load), GGUF and MLX side by side**",
                        "| Total speed, all at once (higher is better) | 40.0 | – | tokens/s | – | withheld – no value for MLX"
                                + " | GGUF 1 from 1 load, 2 of 2 ok;",
                        "| Time to first text (lower is better) | 2200 | – | ms | – | withheld – no value for MLX |",
                        "| GGUF | 1 | for concurrency alone | 1.00 |");
    }

    @Test
    void leakDetectionIsATableWithASentenceForEachLoad() throws IOException {
        run.scenario = "leak-detection";
        long seq = run.load(BASELINE, 1, 1);
        run.points = IntStream.rangeClosed(1, 10)
                .mapToObj(request -> point("haiku", request, 11_400_000_000L, 11_140_000_000L + 2_000_000L * request))
                .toList();
        run.cell(BASELINE, 1, seq, 11_400_000_000L);
        run.unload(BASELINE, 1, seq);

        assertThat(markdown())
                .contains(
                        "**Llama 3.2 1B: memory from request to request in MB (leak-detection)**",
                        "| Build | Round | Memory | Class | Per request (95 % interval) | Requests | Detectable per request"
                                + " | After the first | After the last | Reclaimed on unload |",
                        "| GGUF | 1 | committed, whole system | growth | 2.00 (2.00 to 2.00) | 10 | 0.0164 |"
                                + " 11\u202f142 | 11\u202f160 | 1090 |\n\n"
                                + "GGUF, round 1: growth of committed memory of the whole system seen over 10 requests, class"
                                + " open: 2.00 MB per request (95 % interval 2.00 to 2.00); the requests differ, so it may be"
                                + " that of the work (scenarios.leak-detection.fixed_output_tokens makes them alike).",
                        "Requests are those that the slope rests on; of bounded growth it is the slope of the part since it is"
                                + " flat. Committed memory is for information: other programs move it too.\n");
    }

    @Test
    void answersStandBesideTheirSpeed() throws IOException {
        long seq = run.load(BASELINE, 1, 1);
        run.prompt = "train-speed";
        run.checks = List.of(new Check("number", true, "found 80 km/h"));
        run.generation(BASELINE, 1, seq, 1, Measured.of(200, 50));
        run.checks = List.of();
        for (int request = 1; request <= 2; request++) {
            run.generation(BASELINE, 1, seq, request, "consistency", Measured.of(200, 50), List.of(), null);
        }

        assertThat(markdown()).contains("""
                **Llama 3.2 1B: checks of the answers**

                | Check | Prompt | Scenario | Build | Passed | Failed | Not judged | Decode, tokens/s |
                |---|---|---|---|---:|---:|---:|---:|
                | number | train-speed | simple-generation | GGUF | 1 | 0 | 0 | 50.0 |
                """, """
                **Llama 3.2 1B: the same request twice**

                | Build | Scenario | Prompt | Identical answers |
                |---|---|---|---|
                | GGUF | simple-generation | train-speed | 1 of 1 load |
                """);
    }

    private String markdown() throws IOException {
        run.writeTo(folder);
        ReportWriter.write(folder);
        assertThat(SchemaValidator.validateFile(folder.resolve("summary.json"))).isEmpty();
        assertThat(SchemaValidator.validateFile(folder.resolve("records.jsonl")))
                .isEmpty();
        return Files.readString(folder.resolve("report.md"));
    }

    private String html() throws IOException {
        return Files.readString(folder.resolve("report.html"));
    }
}
