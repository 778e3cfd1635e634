package io.github.mlxgguf.prompt;

/** Judges the content of an answer, beside its speed; it never throws, whatever the answer is. */
public interface AnswerCheck {
    /** The id in records, kebab-case. */
    String id();

    /**
     * Judges one answer.
     *
     * @param answer what the model wrote, possibly empty; reasoning is no part of it
     */
    Verdict check(String answer);

    /**
     * What came out.
     *
     * @param detail what was expected and what was found, in a few words; never the whole answer
     */
    record Verdict(boolean passed, String detail) {}
}
