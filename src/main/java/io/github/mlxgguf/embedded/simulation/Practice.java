package io.github.mlxgguf.embedded.simulation;

import io.github.mlxgguf.embedded.engine.EngineException;
import io.github.mlxgguf.embedded.engine.GenerationListener;
import io.github.mlxgguf.embedded.engine.GenerationTask;
import io.github.mlxgguf.embedded.engine.LoadStamps;
import io.github.mlxgguf.embedded.script.Answer;
import io.github.mlxgguf.embedded.script.Leak;
import io.github.mlxgguf.embedded.script.ScriptedModel;
import io.github.mlxgguf.embedded.script.Speed;
import io.github.mlxgguf.trace.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * An answer that nobody hears, before the load: it loads the classes, so that what the process grows by afterwards is the
 * model's.
 */
final class Practice {
    private static final int TOKENS = 500;
    private static final double FAST = 1e6;
    private static final ScriptedModel NOTHING = new ScriptedModel(
            "practice",
            null,
            false,
            "practice",
            "practice",
            "practice",
            Format.GGUF,
            "none",
            0,
            "0",
            1,
            TOKENS * 2,
            1,
            false,
            0,
            true,
            0,
            List.of(),
            new Speed(0, FAST, FAST, 0.1, 0, Speed.Heat.NONE),
            Answer.PLAIN,
            Leak.NONE);

    private Practice() {}

    static void run(Path file) throws EngineException, IOException {
        new ResidentMemory().growTo(1);
        new MappedMemory(file).growTo(1);
        new SimulatedEngine(
                        new SimulatedLoad(NOTHING, 0, 1, 1),
                        NOTHING.maxContextLength(),
                        1,
                        new LoadStamps(0, 0, 0, 0, OwnMemory.anonymousBytes(), null, OwnMemory.fileBytes(), null),
                        new ResidentMemory())
                .generate(
                        new GenerationTask("practice", TOKENS, null, null, null, null, null, null),
                        new GenerationListener() {
                            @Override
                            public void accepted() {}

                            @Override
                            public boolean piece(String text) {
                                return true;
                            }
                        });
    }
}
