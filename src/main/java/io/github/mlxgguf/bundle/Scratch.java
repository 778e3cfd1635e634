package io.github.mlxgguf.bundle;

import io.github.mlxgguf.record.ResultsException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder to work in that is gone afterwards. */
final class Scratch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Scratch.class.getName());

    private final Path path;

    private Scratch(Path path) {
        this.path = path;
    }

    /**
     * Makes it where the system keeps such folders.
     *
     * @throws ResultsException if there is no room
     */
    static Scratch open() {
        try {
            return new Scratch(Files.createTempDirectory("mlx-gguf-bundle-").toRealPath());
        } catch (IOException e) {
            throw Failed.to("make a folder for temporary files in", Path.of(System.getProperty("java.io.tmpdir")), e);
        }
    }

    /** A folder in it, made now. */
    Path folder(String name) throws IOException {
        return Files.createDirectories(path.resolve(name));
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path one : deepestFirst) {
                Files.delete(one);
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "temporary files are left in {0}: {1}", path, e.getMessage());
        }
    }
}
