package io.github.mlxgguf.calibration;

import io.github.mlxgguf.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A command on a folder, such as {@code report DIR}, in a virtual machine of its own, as a user starts it.
 *
 * @param seconds wall time from its start to its end
 * @param exitCode 0 if all went well; it is another one where the heap was too small
 * @param heapMb highest use of the heap right after a collection, in MB (10^6 bytes); 0 if there was none
 */
record ToolProcess(double seconds, int exitCode, double heapMb) {
    private static final String HEAP = "-Xmx512m";
    private static final double NS_PER_S = 1e9;

    /** {@code [0.500s][info][gc] GC(3) Pause Young (Allocation Failure) 150M->20M(247M) 5.000ms}. */
    private static final Pattern COLLECTION = Pattern.compile("->(\\d+)M\\(");

    private static final int MIB = 1 << 20;
    private static final double BYTES_PER_MB = 1e6;

    static ToolProcess run(String command, Path folder) throws IOException, InterruptedException {
        Path collections = folder.resolveSibling(folder.getFileName() + "-gc.log");
        Path output = folder.resolveSibling(folder.getFileName() + "-" + command + ".log");
        long start = System.nanoTime();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-Xlog:gc:" + collections,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        command,
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int exitCode = process.waitFor();
        double seconds = (System.nanoTime() - start) / NS_PER_S;
        return new ToolProcess(seconds, exitCode, highest(Files.readString(collections)));
    }

    /** Highest use of the heap after a collection, in MB. */
    static double highest(String log) {
        double highest = 0;
        for (Matcher pause = COLLECTION.matcher(log); pause.find(); ) {
            highest = Math.max(highest, Long.parseLong(pause.group(1)) * MIB / BYTES_PER_MB);
        }
        return highest;
    }

    /** A line of the table over several runs of a command. */
    static CalibrationRow row(
            String figure,
            String conditions,
            String unit,
            List<ToolProcess> processes,
            ToDoubleFunction<ToolProcess> value,
            @Nullable Double bound) {
        return CalibrationRow.of(
                figure,
                conditions,
                unit,
                processes.stream()
                        .map(process -> (Double) value.applyAsDouble(process))
                        .toList(),
                bound);
    }
}
