package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.record.ResultsFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/**
 * The config file as evidence: what the run record has the digest of. A token cannot be in it, since the config takes one from the
 * environment only. Files that it names, such as the document of context-stress, are not copied: the records have their digests.
 */
final class KeptConfig {
    private KeptConfig() {}

    /**
     * Writes it into the folder of a run unless it is there: a run goes on with the same config only, so the first copy is the right one.
     *
     * @throws SetupException if it cannot be written
     */
    static void in(ResultsFolder folder, BenchmarkConfig config) {
        try {
            Files.write(
                    folder.config(),
                    config.text().getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException kept) {
            // as it was when the run began
        } catch (IOException notWritable) {
            throw new SetupException("The config cannot be kept in " + folder.config() + ": "
                    + notWritable.getClass().getSimpleName() + " " + notWritable.getMessage());
        }
    }
}
