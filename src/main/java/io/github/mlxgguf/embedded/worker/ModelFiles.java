package io.github.mlxgguf.embedded.worker;

import io.github.mlxgguf.embedded.catalog.OfferedModel;
import java.nio.file.Path;

/** Where the file lies from which a worker makes a model. */
@FunctionalInterface
public interface ModelFiles {
    /**
     * The file.
     *
     * @throws LoadFailedException if it is missing or damaged; the message names the cure
     */
    Path require(OfferedModel model) throws LoadFailedException;
}
