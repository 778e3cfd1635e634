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
import java.io.IOException;
import java.nio.file.Path;

/**
 * Loads a model of a script: takes the scripted time, and allocates and touches the scripted memory over that time, outside the
 * Java heap; or maps it from a file, where the script says so.
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
        double factor = Draws.loadFactor(
                script.seed(), model.key(), settings.loadNumber(), model.speed().betweenLoads());
        Path file = settings.ownOutput()
                .resolveSibling("weights-" + ProcessHandle.current().pid() + ".bin");
        try {
            Practice.run(file);
            ResidentMemory own = new ResidentMemory();
            MappedMemory mapped = new MappedMemory(file);
            own.keep(mapped);
            Memory weights = model.mmap() ? mapped : own;
            Long anonymousBefore = OwnMemory.anonymousBytes();
            Long fileBefore = OwnMemory.fileBytes();
            long start = System.nanoTime();
            long loadNs = Math.round(model.speed().loadSeconds() / factor * 1e9);
            fill(weights, model.residentBytes(), start, loadNs);
            PreciseWait.until(start + loadNs, () -> false);
            long ready = System.nanoTime();
            return new SimulatedEngine(
                    new SimulatedLoad(model, script.seed(), settings.loadNumber(), factor),
                    settings.contextLength(),
                    settings.parallel(),
                    new LoadStamps(
                            start,
                            ready,
                            own.bytes(),
                            mapped.bytes(),
                            anonymousBefore,
                            OwnMemory.anonymousBytes(),
                            fileBefore,
                            OwnMemory.fileBytes()),
                    own);
        } catch (IOException e) {
            throw new EngineException(
                    "The weights of " + model.key() + " could not be mapped: " + e.getMessage()
                            + ". Set java.io.tmpdir to a directory with room for "
                            + model.residentBytes() / MEGABYTE + " MB, or leave mmap out of "
                            + settings.modelFile() + ".",
                    e);
        } catch (OutOfMemoryError e) {
            throw new EngineException(
                    "The machine gave no " + model.residentBytes() / MEGABYTE + " MB of memory for " + model.key()
                            + ". Make resident_bytes in " + settings.modelFile() + " smaller.",
                    e);
        }
    }

    private static void fill(Memory weights, long bytes, long startNs, long loadNs) throws IOException {
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
