package io.github.mlxgguf.embedded.worker;

import io.github.mlxgguf.embedded.engine.EngineException;
import io.github.mlxgguf.embedded.engine.LlamaCppLoader;
import io.github.mlxgguf.embedded.process.JavaCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds out in a process of its own whether the engine's library can be used, so that a server fails early and clearly. */
public final class EngineCheck {
    private EngineCheck() {}

    /** The program of the checking process; its argument is where native libraries are unpacked. */
    public static void main(String[] args) {
        PrintStream answer = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        int code = 0;
        try {
            LlamaCppLoader.requireLibrary(Path.of(args[0]));
        } catch (EngineException e) {
            answer.print(e.getMessage());
            answer.flush();
            code = 1;
        }
        Runtime.getRuntime().halt(code);
    }

    /**
     * Returns if the library can be used.
     *
     * @throws IOException if it cannot; the message names the cure
     */
    public static void require(WorkerSite site) throws IOException {
        try {
            Files.createDirectories(site.nativeLibraries());
            Process process = new JavaCommand(EngineCheck.class)
                    .options("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                    .with(List.of(site.nativeLibraries().toString()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new IOException(
                        answer.isEmpty() ? "The engine's library ended its process with code " + code : answer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while checking the engine's library", e);
        }
    }
}
