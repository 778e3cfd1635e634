package io.github.mlxgguf.calibration;

import io.github.mlxgguf.cli.Main;
import io.github.mlxgguf.report.history.HistoryWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The command {@code history DIR} in a virtual machine of its own, as a user starts it.
 *
 * @param seconds wall time from its start to its end
 * @param exitCode 0 if every run counts
 * @param heapMb highest use of the heap right after a collection, in MB (10^6 bytes)
 * @param pageMb size of the page, in MB
 */
record HistoryProcess(double seconds, int exitCode, double heapMb, double pageMb) {
    private static final String HEAP = "-Xmx512m";
    private static final double NS_PER_S = 1e9;
    private static final double BYTES_PER_MB = 1e6;

    static HistoryProcess run(Path folder) throws IOException, InterruptedException {
        Path collections = folder.resolveSibling(folder.getFileName() + "-gc.log");
        Path output = folder.resolveSibling(folder.getFileName() + "-history.log");
        long start = System.nanoTime();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-Xlog:gc:" + collections,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "history",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int exitCode = process.waitFor();
        double seconds = (System.nanoTime() - start) / NS_PER_S;
        Path page = folder.resolve(HistoryWriter.HTML);
        return new HistoryProcess(
                seconds,
                exitCode,
                ReportProcess.highest(Files.readString(collections)),
                Files.exists(page) ? Files.size(page) / BYTES_PER_MB : 0);
    }
}
