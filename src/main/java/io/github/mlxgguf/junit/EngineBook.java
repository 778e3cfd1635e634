package io.github.mlxgguf.junit;

import io.github.mlxgguf.record.EngineBody;
import io.github.mlxgguf.trace.Format;
import java.util.EnumSet;
import java.util.Set;

/** Writes one {@code engine} record for each format, the first time that a model of it has warmed up. */
final class EngineBook {
    private final BenchmarkSession session;
    private final Set<Format> known = EnumSet.noneOf(Format.class);

    EngineBook(BenchmarkSession session) {
        this.session = session;
    }

    /**
     * Asks the server, once for each format; an engine that stays unknown is not asked for again.
     *
     * @throws io.github.mlxgguf.record.ResultsException if a resumed run began with another one
     */
    void ask(Residency residency) {
        Format format = residency.planned().variant().format();
        if (known.add(format)) {
            session.server()
                    .engine(residency.loaded(), format)
                    .ifPresent(engine -> session.engineFound(new EngineBody(
                            format.id(),
                            engine.name(),
                            engine.version(),
                            session.server().version().orElse(null),
                            engine.source())));
        }
    }
}
