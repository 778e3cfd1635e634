package io.github.mlxgguf.allure;

import io.github.mlxgguf.record.EngineBody;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunBody.HardwareProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes {@code environment.properties}, the conditions that Allure shows on its first page. Unknown is left out. */
final class EnvironmentFile {
    static final String NAME = "environment.properties";
    private static final String RUN = "run";
    private static final String NUMBER = "run_number";
    private static final String SERVER = "server";
    private static final String SERVER_VERSION = "server_version";
    /** The machine, as far as it tells; a trend across two machines would show the move. */
    private static final List<String> COMPARED = List.of(SERVER, "machine", "chip", "gpu_cores", "ram_gb");

    private static final double BYTES_PER_GB = 1e9;

    private EnvironmentFile() {}

    /**
     * Writes it anew.
     *
     * @param number of the run among those of this results folder
     */
    static void write(Path allureResults, String runId, long number, RunBody run) throws IOException {
        ResultsFile.write(allureResults.resolve(NAME), text(runId, number, run), StandardCharsets.ISO_8859_1);
    }

    /**
     * Adds what is known at a session's end only: the engines, and the conditions over the whole session.
     *
     * @param flags none is no line
     */
    static void addEnd(Path allureResults, List<EngineBody> engines, List<String> flags) throws IOException {
        Path file = allureResults.resolve(NAME);
        Properties present = read(allureResults);
        if (present == null) {
            return;
        }
        Map<String, String> added = engines(engines);
        if (present.getProperty(SERVER_VERSION) != null) {
            added.remove(SERVER_VERSION);
        }
        if (!flags.isEmpty()) {
            added.put("machine_flags", String.join(", ", flags));
        }
        if (!added.isEmpty()) {
            ResultsFile.write(
                    file,
                    Files.readString(file, StandardCharsets.ISO_8859_1) + lines(added),
                    StandardCharsets.ISO_8859_1);
        }
    }

    /** One line for each format; all that answered, where the engine changed within the run. */
    private static Map<String, String> engines(List<EngineBody> engines) {
        Map<String, Set<String>> found = new TreeMap<>();
        for (EngineBody engine : engines) {
            String name = Stream.of(engine.engineName(), engine.engineVersion())
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining(" "));
            if (!name.isEmpty()) {
                found.computeIfAbsent("engine_" + engine.format(), key -> new TreeSet<>())
                        .add(name);
            }
            if (engine.serverVersion() != null) {
                found.computeIfAbsent(SERVER_VERSION, key -> new TreeSet<>()).add(engine.serverVersion());
            }
        }
        Map<String, String> lines = new TreeMap<>();
        found.forEach((key, names) -> lines.put(key, String.join(", ", names)));
        return lines;
    }

    /** What a folder's file says; null if there is none, or it cannot be read. */
    static @Nullable Properties read(Path folder) {
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return null;
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
            return properties;
        } catch (IOException | IllegalArgumentException damaged) {
            return null;
        }
    }

    /** The run that the results in the folder belong to, or null if they do not say. */
    static @Nullable String runId(Path allureResults) {
        Properties properties = read(allureResults);
        return properties == null ? null : runId(properties);
    }

    static @Nullable String runId(Properties properties) {
        return properties.getProperty(RUN);
    }

    /** The number of the run, or null if they do not say. */
    static @Nullable Long number(Properties properties) {
        String number = properties.getProperty(NUMBER, "");
        return number.matches("[1-9]\\d{0,17}") ? Long.valueOf(number) : null;
    }

    /** Whether a trend may go through both: they were measured on the same machine with the same kind of server. */
    static boolean comparable(Properties one, Properties other) {
        return COMPARED.stream().allMatch(key -> Objects.equals(one.getProperty(key), other.getProperty(key)));
    }

    static String text(String runId, long number, RunBody run) throws IOException {
        return lines(entries(runId, number, run));
    }

    private static String lines(Map<String, String> entries) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            text.append(line(entry.getKey(), entry.getValue())).append('\n');
        }
        return text.toString();
    }

    private static Map<String, String> entries(String runId, long number, RunBody run) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put(RUN, runId);
        entries.put(NUMBER, Long.toString(number));
        put(entries, "notice", run.notice());
        entries.put(SERVER, ServerStamp.of(run.server()).text());
        put(entries, SERVER_VERSION, run.server().version());
        entries.put("server_address", run.server().baseUrl());
        machine(entries, run.hardwareProfile());
        entries.put(
                "os",
                run.os().name() + " " + run.os().version() + " (" + run.os().arch() + ")");
        entries.put("jvm", run.jvm().vendor() + " " + run.jvm().version());
        entries.put("config", run.configSource());
        entries.put("config_sha256", run.configDigest());
        RunBody.Settings settings = run.settings();
        entries.put("rounds", Integer.toString(settings.rounds()));
        entries.put("context_tokens", Integer.toString(settings.contextLength()));
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
