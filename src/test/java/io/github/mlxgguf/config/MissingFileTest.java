package io.github.mlxgguf.config;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissingFileTest {
    private static void assertRefused(Path file, String problem) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigLoader.load(file, Map.of()))
                .withMessage("The configuration cannot be used (1 problem); nothing was started:\n  " + problem);
    }

    @Test
    void aMissingFileSaysWhatTheFolderHas(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("benchmark.yaml"), "");
        Files.writeString(folder.resolve("embedded.yml"), "");
        Files.writeString(folder.resolve("notes.txt"), "");
        Path file = folder.resolve("benchmrk.yaml");

        assertRefused(
                file,
                file + ": not found. The folder " + folder
                        + " has benchmark.yaml, embedded.yml. Did you mean \"benchmark.yaml\"?");
    }

    @Test
    void aMissingFileInAnEmptyFolder(@TempDir Path folder) {
        Path file = folder.resolve("a.yaml");

        assertRefused(file, file + ": not found. The folder " + folder + " has no YAML file.");
    }

    @Test
    void aMissingFolderIsNamed(@TempDir Path folder) {
        Path file = folder.resolve("nowhere").resolve("a.yaml");

        assertRefused(file, file + ": not found, nor is its folder " + folder.resolve("nowhere") + ".");
    }

    @Test
    void aFolderIsNoFile(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("a.yaml"), "");

        assertRefused(folder, folder + ": found a folder; allowed: a YAML file. The folder " + folder + " has a.yaml.");
    }

    @Test
    void bytesThatAreNoTextAreRefused(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("a.yaml"), new byte[] {'a', ':', ' ', (byte) 0xff});

        assertRefused(file, file + ": found bytes that are not UTF-8; allowed: a text file in UTF-8.");
    }
}
