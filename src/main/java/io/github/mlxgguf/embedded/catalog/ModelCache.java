package io.github.mlxgguf.embedded.catalog;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The directory where models are made once and kept.
 *
 * <p>A file has its final name only when it is complete: each maker writes a temporary file of its own and moves it into place
 * in one step. Two makers at a time both succeed, with the same bytes.
 */
public final class ModelCache {
    /** The system property that names another directory. */
    public static final String DIRECTORY_PROPERTY = "bench.modelCache";

    private static final Logger LOG = System.getLogger(ModelCache.class.getName());
    private static final long MEGABYTE = 1_000_000;

    private final Path directory;

    public ModelCache(Path directory) {
        this.directory = directory;
    }

    /** The directory of {@value #DIRECTORY_PROPERTY}, or {@code ~/.cache/mlx-gguf-bench/models}. */
    public static Path defaultDirectory() {
        String given = System.getProperty(DIRECTORY_PROPERTY);
        return given != null
                ? Path.of(given)
                : Path.of(System.getProperty("user.home"), ".cache", "mlx-gguf-bench", "models");
    }

    /** Where the file of a model is, or would be. */
    public Path fileOf(CatalogModel model) {
        return directory.resolve(model.fileName());
    }

    /** Whether the file is there in its full size. */
    public boolean has(CatalogModel model) {
        Path file = fileOf(model);
        try {
            return Files.isRegularFile(file) && Files.size(file) == model.sizeBytes();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Makes what is missing.
     *
     * @throws IOException if the disk is full or the directory cannot be written; the message says how to choose another
     */
    public void ensure(List<CatalogModel> models) throws IOException {
        for (CatalogModel model : models) {
            if (!has(model)) {
                make(model);
            }
        }
    }

    private void make(CatalogModel model) throws IOException {
        LOG.log(Level.INFO, "Making {0}, once, about {1} MB: {2}", model.key(), megabytes(model), fileOf(model));
        Path unfinished = null;
        try {
            Files.createDirectories(directory);
            unfinished = Files.createTempFile(directory, model.name(), ".part");
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                model.randomModel().writeTo(channel);
                channel.force(true);
            }
            Files.move(unfinished, fileOf(model), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            if (unfinished != null) {
                Files.deleteIfExists(unfinished);
            }
            throw new IOException(
                    "Could not make the model " + model.key() + " (" + megabytes(model) + " MB) in " + directory + ": "
                            + e + ". Make room there, or name another directory with -D" + DIRECTORY_PROPERTY
                            + "=DIR.",
                    e);
        }
    }

    private static long megabytes(CatalogModel model) {
        return Math.max(1, Math.round((double) model.sizeBytes() / MEGABYTE));
    }
}
