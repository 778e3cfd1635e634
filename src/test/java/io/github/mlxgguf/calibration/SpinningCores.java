package io.github.mlxgguf.calibration;

import java.io.IOException;
import java.util.List;

/** A process of its own that keeps every core busy until it is closed. */
final class SpinningCores implements AutoCloseable {
    private final Process process;

    private SpinningCores(Process process) {
        this.process = process;
    }

    /** One thread for each core that this JVM sees, of the usual priority. */
    static SpinningCores start() throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        String classes = SpinningCores.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return new SpinningCores(
                new ProcessBuilder(List.of(java, "-Xmx32m", "-cp", classes, SpinningCores.class.getName()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
    }

    /** Spins until the input ends, as it does when the parent dies. */
    public static void main(String[] arguments) throws IOException {
        int cores = Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < cores; i++) {
            Thread thread = new Thread(SpinningCores::spin);
            thread.setDaemon(true);
            thread.start();
        }
        while (System.in.read() >= 0) {
            // nothing is said to it
        }
    }

    private static void spin() {
        while (true) {
            Thread.onSpinWait();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
