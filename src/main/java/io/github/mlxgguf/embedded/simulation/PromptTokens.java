package io.github.mlxgguf.embedded.simulation;

import java.util.Arrays;
import java.util.List;

/** The tokens of a prompt, as numbers that are equal for equal tokens. */
final class PromptTokens {
    static final PromptTokens NONE = new PromptTokens(new int[0]);

    private final int[] ids;

    private PromptTokens(int[] ids) {
        this.ids = ids;
    }

    /** Cuts a prompt and puts a begin token in front, as llama.cpp does. */
    static PromptTokens of(String prompt) {
        List<String> tokens = Tokens.split(prompt);
        int[] ids = new int[tokens.size() + 1];
        for (int i = 0; i < tokens.size(); i++) {
            ids[i + 1] = tokens.get(i).hashCode();
        }
        return new PromptTokens(ids);
    }

    int count() {
        return ids.length;
    }

    /** Tokens at the start that both have. */
    int common(PromptTokens other) {
        int different = Arrays.mismatch(ids, other.ids);
        return different < 0 ? ids.length : different;
    }
}
