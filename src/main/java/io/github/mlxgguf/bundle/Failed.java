package io.github.mlxgguf.bundle;

import io.github.mlxgguf.record.ResultsException;
import java.io.IOException;
import java.nio.file.Path;

/** What the file system refused, as a sentence. */
final class Failed {
    private Failed() {}

    static ResultsException to(String what, Path where, IOException e) {
        return new ResultsException(
                "cannot " + what + " " + where.toAbsolutePath() + ": "
                        + e.getClass().getSimpleName() + " " + e.getMessage(),
                e);
    }
}
