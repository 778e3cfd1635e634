package io.github.mlxgguf.embedded.simulation;

import io.github.mlxgguf.config.ConfigException;
import io.github.mlxgguf.embedded.engine.Engine;
import io.github.mlxgguf.embedded.engine.EngineException;
import io.github.mlxgguf.embedded.engine.EngineLoader;
import io.github.mlxgguf.embedded.engine.EngineSettings;
import io.github.mlxgguf.embedded.engine.LoadStamps;
import io.github.mlxgguf.embedded.script.Script;
import io.github.mlxgguf.embedded.script.ScriptReader;
import io.github.mlxgguf.embedded.script.ScriptedModel;

/**
 * Loads a model of a script: takes the scripted time, and allocates and touches the scripted memory over that time, outside the
 * Java heap.
 */
public final class SimulatedLoader implements EngineLoader {
    /** The name of this engine on command lines and in answers. */
    public static final String ENGINE = "simulated";
    /** Changes when the same script would be played differently. */
    public static final String VERSION = "1";

    private static final long MEGABYTE = 1_000_000;

    @Override
    public Engine load(EngineSettings settings) throws EngineException {
        Script script = script(settings);
        ScriptedModel model = script.find(settings.modelKey())
                .orElseThrow(() -> new EngineException(
                        "The script " + settings.modelFile() + " has no model " + settings.modelKey() + "."));
        Practice.run();
        double factor = Draws.loadFactor(
                script.seed(), model.key(), settings.loadNumber(), model.speed().betweenLoads());
        try {
            ResidentMemory weights = new ResidentMemory();
            Long before = OwnMemory.anonymousBytes();
            long start = System.nanoTime();
            long loadNs = Math.round(model.speed().loadSeconds() / factor * 1e9);
            fill(weights, model.residentBytes(), start, loadNs);
            PreciseWait.until(start + loadNs, () -> false);
            long ready = System.nanoTime();
            return new SimulatedEngine(
                    new SimulatedLoad(model, script.seed(), settings.loadNumber(), factor),
                    settings.contextLength(),
                    settings.parallel(),
                    new LoadStamps(start, ready, weights.bytes(), before, OwnMemory.anonymousBytes()),
                    weights);
        } catch (OutOfMemoryError e) {
            throw new EngineException(
                    "The machine gave no " + model.residentBytes() / MEGABYTE + " MB of memory for " + model.key()
                            + ". Make resident_bytes in " + settings.modelFile() + " smaller.",
                    e);
        }
    }

    private static void fill(ResidentMemory weights, long bytes, long startNs, long loadNs) {
        while (weights.bytes() < bytes) {
            weights.growTo(Math.min(bytes, weights.bytes() + ResidentMemory.BLOCK_BYTES));
            PreciseWait.until(startNs + Math.round((double) loadNs * weights.bytes() / bytes), () -> false);
        }
    }

    private static Script script(EngineSettings settings) throws EngineException {
        try {
            return ScriptReader.read(settings.modelFile());
        } catch (ConfigException e) {
            throw new EngineException(String.valueOf(e.getMessage()), e);
        }
    }
}
