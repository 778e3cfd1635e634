package io.github.mlxgguf.record;

import java.util.function.Consumer;

/** What a schema cannot say of samples: sessions follow each other, and time runs forwards in each. */
final class SampleRules {
    private int session = 1;
    private long tNs;

    /** Looks at the next sample of the file; a session that was killed early may have left none. */
    void check(SampleLine line, Consumer<String> problem) {
        if (line.session() < session) {
            problem.accept("/session: expected " + session + " or later, found " + line.session());
        } else if (line.session() == session && line.sample().tNs() < tNs) {
            problem.accept("/t_ns: expected " + tNs + " or later in session " + session + ", found "
                    + line.sample().tNs());
        }
        session = line.session();
        tNs = line.sample().tNs();
    }
}
