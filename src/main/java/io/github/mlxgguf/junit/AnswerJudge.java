package io.github.mlxgguf.junit;

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

    /** One result for each check of the prompt, in its order. */
    static List<GenerationBody.Check> judge(Prompt prompt, ServerKind server, String answer) {
        String unjudged = whyNotJudged(server);
        return prompt.checks().stream()
                .map(check -> {
                    if (unjudged != null) {
                        return new GenerationBody.Check(check.id(), null, "not judged: " + unjudged);
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
