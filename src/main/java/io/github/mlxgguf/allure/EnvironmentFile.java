package io.github.mlxgguf.allure;

import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunBody.HardwareProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Writes {@code environment.properties}, the conditions that Allure shows on its first page. Unknown is left out. */
final class EnvironmentFile {
    static final String NAME = "environment.properties";
    private static final String RUN = "run";
    private static final double BYTES_PER_GB = 1e9;

    private EnvironmentFile() {}

    /** Writes all of it at once: a reader sees the old file or the new one. */
    static void write(Path allureResults, String runId, RunBody run) throws IOException {
        Files.createDirectories(allureResults);
        Path unfinished = Files.createTempFile(allureResults, "environment", ".tmp");
        try {
            Files.writeString(unfinished, text(runId, run), StandardCharsets.ISO_8859_1);
            Files.move(
                    unfinished,
                    allureResults.resolve(NAME),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Adds the conditions over whole sessions to the file of a run that has ended; nothing where none was raised, or no file is. */
    static void addMachineFlags(Path allureResults, List<String> flags) throws IOException {
        Path file = allureResults.resolve(NAME);
        if (flags.isEmpty() || !Files.exists(file)) {
            return;
        }
        Files.writeString(
                file,
                line("machine_flags", String.join(", ", flags)) + "\n",
                StandardCharsets.ISO_8859_1,
                StandardOpenOption.APPEND);
    }

    /** The run that the results in the folder belong to, or null if they do not say. */
    static @Nullable String runId(Path allureResults) throws IOException {
        Path file = allureResults.resolve(NAME);
        if (!Files.exists(file)) {
            return null;
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        return properties.getProperty(RUN);
    }

    static String text(String runId, RunBody run) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> entry : entries(runId, run).entrySet()) {
            text.append(line(entry.getKey(), entry.getValue())).append('\n');
        }
        return text.toString();
    }

    private static Map<String, String> entries(String runId, RunBody run) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(RUN, runId);
        put(entries, "notice", run.notice());
        entries.put("server", ServerStamp.of(run.server()).text());
        put(entries, "server_version", run.server().version());
        entries.put("server_address", run.server().baseUrl());
        machine(entries, run.hardwareProfile());
        entries.put(
                "os",
                run.os().name() + " " + run.os().version() + " (" + run.os().arch() + ")");
        entries.put("jvm", run.jvm().vendor() + " " + run.jvm().version());
        entries.put("config", run.configSource());
        entries.put("config_sha256", run.configDigest());
        entries.put("suite", run.suiteVersion() + (run.gitCommit() == null ? "" : " (" + run.gitCommit() + ")"));
        return entries;
    }

    private static void machine(Map<String, String> entries, HardwareProfile machine) {
        put(entries, "machine", machine.modelIdentifier());
        put(entries, "chip", machine.chip());
        put(entries, "performance_cores", machine.performanceCores());
        put(entries, "efficiency_cores", machine.efficiencyCores());
        put(entries, "gpu_cores", machine.gpuCores());
        Long ramBytes = machine.ramBytes();
        put(entries, "ram_gb", ramBytes == null ? null : Math.round(ramBytes / BYTES_PER_GB));
    }

    private static void put(Map<String, String> entries, String key, @Nullable Object value) {
        if (value != null) {
            entries.put(key, value.toString());
        }
    }

    /** Lets the JDK do the escapes, without the date that it writes on top. */
    private static String line(String key, String value) throws IOException {
        Properties one = new Properties();
        one.setProperty(key, value);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        one.store(bytes, null);
        return bytes.toString(StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .findFirst()
                .orElseThrow();
    }
}
