package io.github.mlxgguf.analysis.evidence;

/** The server kinds of which figures are no evidence about a reader's models, as records spell them. */
public final class ServerIds {
    /** Our own server with the real engine on small models of random weights. */
    public static final String EMBEDDED = "embedded";
    /** Our own server with a scripted engine. */
    public static final String SIMULATED = "simulated";

    private ServerIds() {}
}
