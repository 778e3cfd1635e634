package io.github.mlxgguf.record;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of records, each with the one type that it holds. */
enum RecordKind {
    RUN("run", RunBody.class),
    SESSION("session", SessionBody.class),
    ENGINE("engine", EngineBody.class),
    LOAD("load", LoadBody.class),
    GENERATION("generation", GenerationBody.class),
    SCENARIO("scenario", ScenarioBody.class),
    UNLOAD("unload", UnloadBody.class),
    ANOMALY("anomaly", AnomalyBody.class),
    END("end", EndBody.class);

    private final String id;
    private final Class<? extends Body> bodyType;

    RecordKind(String id, Class<? extends Body> bodyType) {
        this.id = id;
        this.bodyType = bodyType;
    }

    String id() {
        return id;
    }

    Class<? extends Body> bodyType() {
        return bodyType;
    }

    static Optional<RecordKind> fromId(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
    }

    static RecordKind of(Body body) {
        return Arrays.stream(values())
                .filter(kind -> kind.bodyType.isInstance(body))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no record kind holds a " + body.getClass()));
    }
}
