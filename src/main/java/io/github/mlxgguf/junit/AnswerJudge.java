package io.github.mlxgguf.junit;

import io.github.mlxgguf.prompt.AnswerChecks;
import io.github.mlxgguf.prompt.Document;
import io.github.mlxgguf.prompt.Prompt;
import io.github.mlxgguf.record.Flag;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.server.ServerKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The checks of a prompt, applied to an answer where an answer can mean something. */
final class AnswerJudge {
    private AnswerJudge() {}

    /**
     * One result for each check of the prompt, in its order.
     *
     * @param cutOff whether the output reached the token limit
     */
    static List<GenerationBody.Check> judge(Prompt prompt, ServerKind server, String answer, boolean cutOff) {
        String unjudged = whyNotJudged(server);
        if (unjudged == null && cutOff && !AnswerChecks.hasWords(answer)) {
            unjudged = "the tokens ran out before the answer";
        }
        String reason = unjudged;
        return prompt.checks().stream()
                .map(check -> {
                    if (reason != null) {
                        return new GenerationBody.Check(check.id(), null, "not judged: " + reason);
                    }
                    var verdict = check.check(answer);
                    return new GenerationBody.Check(check.id(), verdict.passed(), verdict.detail());
                })
                .toList();
    }

    /** The flags that failed checks raise. */
    static List<String> flags(List<GenerationBody.Check> checks) {
        boolean factLost = checks.stream()
                .anyMatch(check -> check.id().equals(Document.PLANTED_FACT) && Boolean.FALSE.equals(check.passed()));
        return factLost ? List.of(Flag.POSSIBLY_TRUNCATED.id()) : List.of();
    }

    private static @Nullable String whyNotJudged(ServerKind server) {
        return switch (server) {
            case LMSTUDIO -> null;
            case EMBEDDED -> "the models of the embedded server speak no language";
            case SIMULATED -> "the simulated server says what its script says, whatever is asked";
        };
    }
}
