package io.github.mlxgguf.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigProblemsTest {
    private static ConfigException refused(String text) {
        ConfigException exception =
                catchThrowableOfType(ConfigException.class, () -> ConfigLoader.load(text, "c.yaml", Map.of()));
        assertThat(exception).as("must be refused: %s", text).isNotNull();
        return exception;
    }

    private static List<String> problems(String text) {
        return refused(text).problems();
    }

    @Test
    void allProblemsAreListedInTheOrderOfTheFile() {
        ConfigException exception = refused("""
                server: {kind: lmstudo}
                run:
                  round: 3
                  warmup: -1
                monitor: {interval: 5ms}
                """);

        assertThat(exception).hasMessage("""
                        The configuration cannot be used (4 problems); nothing was started:
                          c.yaml:1:16: server.kind: found "lmstudo"; allowed: auto, lmstudio, embedded, simulated. Did you mean "lmstudio"?
                          c.yaml:3:3: run.round: unknown key; allowed: rounds, warmup, iterations, cooldown, seed, max_output_tokens, temperature. Did you mean "rounds"?
                          c.yaml:4:11: run.warmup: found -1; allowed: a whole number, at least 0.
                          c.yaml:5:21: monitor.interval: found 5ms; allowed: 20ms to 10s.""");
        assertThat(exception.getStackTrace()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "run: {rounds: 0} | c.yaml:1:15: run.rounds: found 0; allowed: a whole number, at least 1.",
                "run: {rounds: 2.5} | c.yaml:1:15: run.rounds: found 2.5; allowed: a whole number, at least 1.",
                "run: {rounds: '3'} | c.yaml:1:15: run.rounds: found \"3\"; allowed: a whole number, at least 1.",
                "run: {rounds: [3]} | c.yaml:1:15: run.rounds: found a list; allowed: a whole number, at least 1.",
                "run: {rounds: 0x10} | c.yaml:1:15: run.rounds: found 0x10; allowed: a whole number, at least 1.",
                "run: {rounds: 3000000000} | c.yaml:1:15: run.rounds: found 3000000000; allowed: a whole number, at least 1.",
                "run: {iterations: 0} | c.yaml:1:19: run.iterations: found 0; allowed: a whole number, at least 1.",
                "run: {max_output_tokens: 0} | c.yaml:1:26: run.max_output_tokens: found 0; allowed: a whole number, at least 1.",
                "run: {seed: x} | c.yaml:1:13: run.seed: found \"x\"; allowed: a whole number.",
                "run: {temperature: -0.1} | c.yaml:1:20: run.temperature: found -0.1; allowed: a number, at least 0.",
                "run: {temperature: .nan} | c.yaml:1:20: run.temperature: found .nan; allowed: a number, at least 0.",
                "run: {temperature: warm} | c.yaml:1:20: run.temperature: found \"warm\"; allowed: a number, at least 0.",
                "run: {cooldown: 10} | c.yaml:1:17: run.cooldown: found \"10\"; allowed: a duration such as 100ms, 5s, 15m or 1h, or settled.",
                "run: {cooldown: 5 s} | c.yaml:1:17: run.cooldown: found \"5 s\"; allowed: a duration such as 100ms, 5s, 15m or 1h, or settled.",
                "run: {cooldown: [5s]} | c.yaml:1:17: run.cooldown: found a list; allowed: a duration such as 100ms, 5s, 15m or 1h, or settled.",
                "run: {cooldown: {until: setled}} | c.yaml:1:25: run.cooldown.until: found \"setled\"; allowed: settled. Did you mean \"settled\"?",
                "run: {cooldown: {at_most: 5m}} | c.yaml:1:17: run.cooldown.until: missing; allowed: settled.",
                "run: {cooldown: {until: settled, at_most: 1s}} | c.yaml:1:43: run.cooldown.at_most: found 1s; allowed: 2s to 1h.",
                "run: {cooldown: 2h} | c.yaml:1:17: run.cooldown: found 2h; allowed: 0s to 1h.",
                "run: [rounds] | c.yaml:1:6: run: found a list; allowed: a map of keys and values.",
                "monitor: {interval: 11s} | c.yaml:1:21: monitor.interval: found 11s; allowed: 20ms to 10s.",
                "load: {context_length: 255} | c.yaml:1:24: load.context_length: found 255; allowed: a whole number, at least 256.",
                "load: {parallel: 0} | c.yaml:1:18: load.parallel: found 0; allowed: a whole number, at least 1.",
                "scenarios: {leak-detection: {fixed_output_tokens: 8192}} | c.yaml:1:51: scenarios.leak-detection.fixed_output_tokens: found 8192; allowed: less than load.context_length, which is 8192.",
                "load: {context_length: 300} | c.yaml:1:1: run.max_output_tokens: found 300; allowed: less than load.context_length, which is 300.",
                "server: {manage: maybe} | c.yaml:1:18: server.manage: found \"maybe\"; allowed: true, false.",
                "server: {timeouts: {load: 0s}} | c.yaml:1:27: server.timeouts.load: found 0s; allowed: 1ms to 24h.",
                "server: {timeouts: {loads: 5s}} | c.yaml:1:21: server.timeouts.loads: unknown key; allowed: connect, load, first_token, between_tokens, total. Did you mean \"load\"?",
                "server: {baseUrl: x} | c.yaml:1:10: server.baseUrl: unknown key; allowed: kind, base_url, api_token, resident, manage, timeouts. Did you mean \"base_url\"?",
                "scenarios: {leak-detect: {}} | c.yaml:1:13: scenarios.leak-detect: unknown key; allowed: cold-start, simple-generation, context-stress, leak-detection, moe, concurrency. Did you mean \"leak-detection\"?",
                "scenarios: {moe: true} | c.yaml:1:18: scenarios.moe: found true; allowed: a map of keys and values.",
                "scenarios: {context-stress: {sizes: [10, 10]}} | c.yaml:1:42: scenarios.context-stress.sizes[1]: found 10 after 10; allowed: sizes in ascending order.",
                "scenarios: {context-stress: {sizes: [0]}} | c.yaml:1:38: scenarios.context-stress.sizes[0]: found 0; allowed: a whole number, at least 1.",
                "scenarios: {context-stress: {sizes: []}} | c.yaml:1:37: scenarios.context-stress.sizes: found an empty list; allowed: at least one size.",
                "scenarios: {context-stress: {sizes: 10}} | c.yaml:1:37: scenarios.context-stress.sizes: found 10; allowed: a list of whole numbers, such as [1000, 2000, 4000].",
                "expect: {decode_ratio: } | c.yaml:1:23: expect.decode_ratio: missing; allowed: >=, <=, > or < and a number, such as \">= 2.0\".",
                "expect: {decode_ration: '>= 2'} | c.yaml:1:10: expect.decode_ration: unknown metric; allowed: decode_ratio, prefill_ratio, ttft_ratio, effective_ratio, load_ratio, peak_memory_ratio, efficiency_ratio, leak_mb_per_request. Did you mean \"decode_ratio\"?",
                "expect: {speed: '>= 2'} | c.yaml:1:10: expect.speed: unknown metric; allowed: decode_ratio, prefill_ratio, ttft_ratio, effective_ratio, load_ratio, peak_memory_ratio, efficiency_ratio, leak_mb_per_request.",
                "expect: {decode_ratio: 2.0} | c.yaml:1:24: expect.decode_ratio: found \"2.0\"; allowed: >=, <=, > or < and a number, such as \">= 2.0\".",
                "expect: {decode_ratio: '=> 2.0'} | c.yaml:1:24: expect.decode_ratio: found the operator \"=>\"; allowed: >=, <=, > or < and a number, such as \">= 2.0\". Did you mean \">=\"?",
                "expect: {decode_ratio: '== 2.0'} | c.yaml:1:24: expect.decode_ratio: found the operator \"==\"; allowed: >=, <=, > or < and a number, such as \">= 2.0\".",
                "expect: {decode_ratio: '>= two'} | c.yaml:1:24: expect.decode_ratio: found the bound \"two\"; allowed: a ratio above 0, such as 2.0 for twice the baseline.",
                "expect: {decode_ratio: '>= 0'} | c.yaml:1:24: expect.decode_ratio: found the bound \"0\"; allowed: a ratio above 0, such as 2.0 for twice the baseline.",
                "expect: {decode_ratio: '>= 2,5'} | c.yaml:1:24: expect.decode_ratio: found the bound \"2,5\"; allowed: a ratio above 0, such as 2.0 for twice the baseline.",
                "expect: {leak_mb_per_request: '< 1 MB'} | c.yaml:1:31: expect.leak_mb_per_request: found the bound \"1 MB\"; allowed: MB per request, such as 1 or 0.5.",
                "expect: {leak_mb_per_request: '< 0'} | c.yaml:1:31: expect.leak_mb_per_request: found \"< 0\", which nothing can meet; allowed: a bound above 0 MB per request, such as \"< 1\".",
                "expect: {decode_ratio@cold-start: '>= 1'} | c.yaml:1:10: expect.decode_ratio@cold-start: found the scenario \"cold-start\", which measures load_ratio only; allowed after the @: simple-generation, context-stress, leak-detection, moe, concurrency.",
                "expect: {leak_mb_per_request: '<= -1'} | c.yaml:1:31: expect.leak_mb_per_request: found the bound \"-1\"; allowed: MB per request, such as 1 or 0.5.",
                "expect: {decode_ratio: ['>= 2.0']} | c.yaml:1:24: expect.decode_ratio: found a list; allowed: >=, <=, > or < and a number, such as \">= 2.0\".",
                "expect: {decode_ratio@simple: '> 1'} | c.yaml:1:10: expect.decode_ratio@simple: unknown scenario \"simple\"; allowed after the @: cold-start, simple-generation, context-stress, leak-detection, moe, concurrency. Did you mean \"simple-generation\"?",
                "expect: {load_ratio@moe: '< 1'} | c.yaml:1:10: expect.load_ratio@moe: found the scenario \"moe\"; allowed: load_ratio alone, as it is measured in cold-start only.",
                "expect: {ttft_ratio: '< 1', ttft_ratio@simple-generation: '< 2'} | c.yaml:1:29: expect.ttft_ratio@simple-generation: found a second time; ttft_ratio alone means ttft_ratio@simple-generation.",
                "expect: fast | c.yaml:1:9: expect: found \"fast\"; allowed: a map of keys and values.",
                "deployment: [{name: A}] | c.yaml:1:14: deployment[0].memory_budget_gb: missing; allowed: gigabytes, more than 0.",
                "deployment: [{name: A, memory_budget_gb: 0}] | c.yaml:1:42: deployment[0].memory_budget_gb: found 0; allowed: gigabytes, more than 0.",
                "report: {practical_equivalence: 3} | c.yaml:1:33: report.practical_equivalence: found 3; allowed: a number from 0 to 0.5, such as 0.03 for 3 %.",
                "discover: {enabled: false} | c.yaml:1:1: pairs: found no pair, and discover.enabled is false, so there is nothing to measure; allowed: at least one pair, or discover.enabled: true.",
                "pairs: P | c.yaml:1:8: pairs: found \"P\"; allowed: a list of pairs.",
                "hello | c.yaml:1:1: found \"hello\"; allowed: a map of keys and values.",
                "sever: {} | c.yaml:1:1: sever: unknown key; allowed: pairs, server, discover, load, run, scenarios, monitor, expect, deployment, report. Did you mean \"server\"?",
                "zzz: 1 | c.yaml:1:1: zzz: unknown key; allowed: pairs, server, discover, load, run, scenarios, monitor, expect, deployment, report.",
            })
    void aWrongValueIsRefused(String text, String problem) {
        assertThat(problems(text)).containsExactly(problem);
    }

    @Test
    void aSyntaxErrorHasItsLineAndColumn() {
        assertThat(problems("run:\n  rounds: 3\n   warmup: 1\n"))
                .containsExactly("c.yaml:3:10: not valid YAML: mapping values are not allowed here.");
        assertThat(problems("run:\n\trounds: 3\n"))
                .containsExactly("c.yaml:2:1: not valid YAML: found character '\\t(TAB)' that cannot start any token."
                        + " (Do not use \\t(TAB) for indentation).");
    }

    @Test
    void anExpectationWithoutQuotesIsTold() {
        assertThat(problems("expect: {decode_ratio: >= 2.5}"))
                .containsExactly("c.yaml:1:24: not valid YAML: found character '>' that cannot start any token;"
                        + " put it in quotes: \">= 2.5\".");
        assertThat(problems("expect:\n  decode_ratio: >= 2.5\n"))
                .containsExactly(
                        "c.yaml:2:18: not valid YAML: expected chomping or indentation indicators, but found =;"
                                + " put it in quotes: \">= 2.5\".");
        assertThat(problems("expect:\n  decode_ratio: > 2.5\n"))
                .containsExactly("c.yaml:2:19: not valid YAML: expected a comment or a line break, but found 2;"
                        + " put it in quotes: \"> 2.5\".");
    }

    @Test
    void aDuplicateKeyNamesTheFirst() {
        assertThat(problems("run:\n  rounds: 3\n  warmup: 1\n  rounds: 5\n"))
                .containsExactly("c.yaml:4:3: run.rounds: found a second time; the first is on line 2.");
    }

    @Test
    void aMissingVariableIsNamed() {
        assertThat(problems("server: {base_url: 'http://${MAC}:1234'}"))
                .containsExactly("c.yaml:1:20: server.base_url: found ${MAC}, but the environment has no MAC;"
                        + " allowed: a variable that is set, or ${MAC:-default}.");
    }

    @Test
    void aTokenInTheFileIsRefusedAndNotRepeated() {
        assertThat(problems("server: {api_token: sk-secret}"))
                .containsExactly("c.yaml:1:21: server.api_token: found a value in the file; allowed: a reference to the"
                        + " environment such as ${LM_API_TOKEN:-}, so that no token is ever stored.");
        assertThat(problems("server: {api_token: '${T:-sk-secret}'}").toString())
                .doesNotContain("sk-secret");
    }

    @Test
    void aTokenThatNoHeaderCanCarryIsRefusedAndNotRepeated() {
        ConfigException exception = catchThrowableOfType(
                ConfigException.class, () -> ConfigLoader.load("", "c.yaml", Map.of("LM_API_TOKEN", "sk se\ncret")));

        assertThat(exception.problems())
                .containsExactly("c.yaml:1:1: server.api_token: found a token with a blank, a line break or a letter"
                        + " outside ASCII; allowed: printable ASCII.");
    }
}
