package io.github.mlxgguf.analysis.evidence;

import java.util.Set;

/** The server kinds of which figures are no evidence about a reader's models, as records spell them. */
public final class ServerIds {
    /** Our own server with the real engine on small models of random weights. */
    public static final String EMBEDDED = "embedded";
    /** Our own server with a scripted engine. */
    public static final String SIMULATED = "simulated";

    /** Servers of this project, whose models are small stand-ins for those that they are named after. */
    public static final Set<String> OWN = Set.of(EMBEDDED, SIMULATED);

    private ServerIds() {}
}
