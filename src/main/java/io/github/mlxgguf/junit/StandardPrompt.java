package io.github.mlxgguf.junit;

/** The prompts of the scenarios; both builds of a pair get the same ones. */
public enum StandardPrompt {
    /** Plain prose of some hundred tokens. */
    ENTANGLEMENT(
            "entanglement-200-words",
            "Explain quantum entanglement to a curious adult who knows no physics. Write about 200 words of plain prose,"
                    + " without headings or lists."),
    /** What warms an engine up: short to read, long enough to answer that decoding runs steadily. */
    WARMUP("warmup", "Describe an ordinary morning at a railway station in about 100 words."),
    /** What is asked right before an unload; see {@link Residency}. */
    FAREWELL("farewell", "Say goodbye.");

    private final String id;
    private final String text;

    StandardPrompt(String id, String text) {
        this.id = id;
        this.text = text;
    }

    /** The id in records. */
    public String id() {
        return id;
    }

    /** The text, without a salt. */
    public String text() {
        return text;
    }
}
