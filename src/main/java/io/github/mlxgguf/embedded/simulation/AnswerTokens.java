package io.github.mlxgguf.embedded.simulation;

import io.github.mlxgguf.embedded.script.Answer;
import java.util.List;

/** The tokens of an answer: a text over and over again. */
final class AnswerTokens {
    /** Accents, ideographs, an emoji outside the basic plane, a joined one, and both directions of quotes. */
    static final String BUILT_IN =
            "The cache holds what was read before. Caf\u00e9 na\u00efve co\u00f6rdinate \u00bfqu\u00e9? \u2014 \u201cyes\u201d."
                    + " \u8a18\u61b6\u306f\u5927\u5207\u3067\u3059\u3002 \u5185\u5b58\u5f88\u91cd\u8981\u3002"
                    + " Speed \ud83d\ude80 and memory \ud83e\udde0 are measured, \ud83d\udc69\u200d\ud83d\udd2c not guessed. ";

    private static final String THOUGHT = "Let me think about what was asked, step by step \u2026 \ud83e\udd14 ";

    private final List<String> tokens;

    private AnswerTokens(String text) {
        this.tokens = Tokens.split(text);
    }

    static AnswerTokens of(Answer answer) {
        return new AnswerTokens(answer.text().isEmpty() ? BUILT_IN : answer.text());
    }

    static AnswerTokens ofReasoning() {
        return new AnswerTokens(THOUGHT);
    }

    /** The token at an index from 0, without end. */
    String get(int index) {
        return tokens.get(index % tokens.size());
    }
}
