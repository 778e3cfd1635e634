package io.github.mlxgguf.prompt;

import java.util.List;

/**
 * One thing to ask a model.
 *
 * @param id stands in records, kebab-case
 * @param text without a salt
 * @param checks of the answer's content; empty if an answer can't be judged
 */
public record Prompt(String id, String text, List<AnswerCheck> checks) {
    /** Copies the list. */
    public Prompt {
        checks = List.copyOf(checks);
    }

    static Prompt unchecked(String id, String text) {
        return new Prompt(id, text, List.of());
    }
}
