package io.github.mlxgguf.embedded.engine;

import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import java.io.IOException;
import java.nio.file.Path;

/** Loads models into llama.cpp through the {@code de.kherud:llama} binding. */
public final class LlamaCppLoader implements EngineLoader {
    /** The name of this engine on command lines and in answers. */
    public static final String ENGINE = "llama.cpp";

    @Override
    public Engine load(EngineSettings settings) throws EngineException {
        try {
            LlamaLogFile log = new LlamaLogFile(settings.ownOutput());
            return new LlamaCppEngine(open(settings), log, settings);
        } catch (RuntimeException e) {
            // the exception type of the binding is not public
            throw new EngineException(
                    "llama.cpp could not load " + settings.modelFile() + ": " + e.getMessage()
                            + ". If the file is damaged, delete it; it is made anew on the next start.",
                    e);
        } catch (IOException e) {
            throw new EngineException(
                    "Could not read " + settings.ownOutput() + ": " + e.getMessage()
                            + ". Set java.io.tmpdir to a directory that can be written.",
                    e);
        }
    }

    /**
     * Loads the native library without a model.
     *
     * @param directory where it lies, or is unpacked to; of our own, since the binding deletes what looks like older copies
     * @throws EngineException if it cannot be used on this machine
     */
    public static void requireLibrary(Path directory) throws EngineException {
        System.setProperty("de.kherud.llama.lib.path", directory.toString());
        System.setProperty("de.kherud.llama.tmpdir", directory.toString());
        try {
            Class.forName(LlamaModel.class.getName(), true, LlamaModel.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
            Throwable cause = e instanceof ExceptionInInitializerError && e.getCause() != null ? e.getCause() : e;
            throw new EngineException(
                    "The llama.cpp library cannot be used on " + System.getProperty("os.name") + " "
                            + System.getProperty("os.arch") + ": " + cause.getMessage()
                            + ". On Linux it needs glibc, libstdc++ and libgomp (apt-get install libgomp1 libstdc++6),"
                            + " and a temporary directory that allows execution (-Djava.io.tmpdir).",
                    e);
        }
    }

    private static LlamaModel open(EngineSettings settings) throws EngineException {
        requireLibrary(settings.nativeLibraries());
        ModelParameters parameters = new ModelParameters()
                .setModel(settings.modelFile().toString())
                // llama.cpp divides its context among the slots, and each request may use all that was asked for
                .setCtxSize(settings.contextLength() * settings.parallel())
                .setParallel(settings.parallel())
                .setBatchSize(settings.evalBatchSize())
                .setUbatchSize(settings.evalBatchSize())
                // a full context ends the answer; llama.cpp would throw old tokens away and go on
                .disableContextShift();
        if (settings.flashAttention()) {
            parameters.enableFlashAttn();
        }
        if (!settings.offloadKeyValueCache()) {
            parameters.disableKvOffload();
        }
        if (!settings.mmap()) {
            parameters.disableMmap();
        }
        return new LlamaModel(parameters);
    }
}
