package io.github.mlxgguf.embedded.script;

/**
 * What a simulated model says.
 *
 * @param text repeated or cut to the number of tokens; empty for the built-in one, which holds characters of several bytes
 * @param tokens length of an answer that is not cut by the request; 0 to go on until the limit
 * @param reasoningTokens tokens of reasoning before the answer, unless the request turns reasoning off
 * @param tokensPerDelta tokens in one text event; 0 is read as 1
 */
public record Answer(String text, int tokens, int reasoningTokens, int tokensPerDelta) {
    /** Until the limit, one token an event. */
    public static final Answer PLAIN = new Answer("", 0, 0, 1);

    /** Fills in what a script left out. */
    public Answer {
        text = text == null ? "" : text;
        tokensPerDelta = Math.max(1, tokensPerDelta);
    }
}
