package io.github.mlxgguf.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.prompt.AnswerChecks;
import io.github.mlxgguf.prompt.Document;
import io.github.mlxgguf.prompt.Prompt;
import io.github.mlxgguf.prompt.StandardPrompts;
import io.github.mlxgguf.record.GenerationBody.Check;
import io.github.mlxgguf.server.ServerKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerJudgeTest {
    private static final Prompt DOCUMENT = new Prompt(
            "document-9",
            "Summarise.",
            List.of(AnswerChecks.contains(Document.PLANTED_FACT, "TARVIK-1234"), AnswerChecks.lines(1)));

    @Test
    void anAnswerOfARealModelIsJudgedByEveryCheck() {
        assertThat(AnswerJudge.judge(DOCUMENT, ServerKind.LMSTUDIO, "TARVIK-1234\nIt is warm.", false))
                .containsExactly(
                        new Check("planted-fact", true, "expected 'TARVIK-1234', found it"),
                        new Check("lines", false, "expected 1 line, found 2"));
        assertThat(AnswerJudge.judge(StandardPrompts.ENTANGLEMENT, ServerKind.LMSTUDIO, "Two dice.", false))
                .isEmpty();
    }

    @Test
    void gibberishAndScriptsAreNotJudged() {
        assertThat(AnswerJudge.judge(DOCUMENT, ServerKind.EMBEDDED, "TARVIK-1234", false))
                .containsExactly(
                        new Check(
                                "planted-fact",
                                null,
                                "not judged: the models of the embedded server speak no language"),
                        new Check("lines", null, "not judged: the models of the embedded server speak no language"));
        assertThat(AnswerJudge.judge(StandardPrompts.HAIKU, ServerKind.SIMULATED, "one", false))
                .containsExactly(new Check(
                        "lines",
                        null,
                        "not judged: the simulated server says what its script says, whatever is asked"));
    }

    @Test
    void reasoningThatTookAllTokensIsNoWrongAnswer() {
        List<Check> ranOut = List.of(
                new Check("planted-fact", null, "not judged: the tokens ran out before the answer"),
                new Check("lines", null, "not judged: the tokens ran out before the answer"));

        assertThat(AnswerJudge.judge(DOCUMENT, ServerKind.LMSTUDIO, "", true)).isEqualTo(ranOut);
        assertThat(AnswerJudge.judge(DOCUMENT, ServerKind.LMSTUDIO, "<think>The report says", true))
                .isEqualTo(ranOut);
        assertThat(AnswerJudge.flags(ranOut)).isEmpty();
        assertThat(AnswerJudge.judge(DOCUMENT, ServerKind.LMSTUDIO, "", false))
                .extracting(Check::passed)
                .containsExactly(false, false);
        assertThat(AnswerJudge.judge(DOCUMENT, ServerKind.LMSTUDIO, "It is warm", true))
                .extracting(Check::passed)
                .containsExactly(false, true);
    }

    @Test
    void onlyALostFactRaisesTheFlag() {
        assertThat(AnswerJudge.flags(List.of(new Check("planted-fact", false, ""))))
                .containsExactly("possibly_truncated");
        assertThat(AnswerJudge.flags(List.of(
                        new Check("planted-fact", true, ""),
                        new Check("planted-fact", null, ""),
                        new Check("lines", false, ""))))
                .isEmpty();
    }
}
