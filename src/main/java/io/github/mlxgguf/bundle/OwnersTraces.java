package io.github.mlxgguf.bundle;

import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunBody.HardwareProfile;
import io.github.mlxgguf.record.RunData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a bundle tells about the machine of its maker. */
final class OwnersTraces {
    /** A home folder such as "/" stands in every path. */
    private static final int SHORTEST_HOME = 4;

    private OwnersTraces() {}

    /**
     * Sentences.
     *
     * @param folder what is packed
     * @param home the home folder of the user who packs it
     */
    static List<String> in(Path folder, RunData run, String home) throws IOException {
        List<String> sentences = new ArrayList<>();
        boolean config = Files.isRegularFile(folder.resolve(ResultsFolder.CONFIG));
        run.run()
                .ifPresent(body -> sentences.add("The bundle tells what it was measured on and with: " + machine(body)
                        + "; the address " + Printable.of(body.server().baseUrl())
                        + (config
                                ? ", the model names and the config with its file names and comments. Look into"
                                        + " config.yaml and records.jsonl"
                                : " and the model names. Look into records.jsonl")
                        + " (failure messages, names of orphaned processes) before you publish it."));
        List<String> withHome = new ArrayList<>();
        if (home.length() >= SHORTEST_HOME) {
            for (String name : FileNames.in(folder)) {
                if (holds(folder.resolve(name), home)) {
                    withHome.add(name);
                }
            }
        }
        if (!withHome.isEmpty()) {
            sentences.add("Your home folder " + home + " is named in " + String.join(", ", withHome) + ".");
        }
        return sentences;
    }

    private static String machine(RunBody run) {
        HardwareProfile hardware = run.hardwareProfile();
        return Stream.of(
                        hardware.modelIdentifier(),
                        hardware.chip(),
                        hardware.ramBytes() == null ? null : Numbers.bytes(hardware.ramBytes()) + " of memory",
                        run.os().name() + " " + run.os().version(),
                        "Java " + run.jvm().version())
                .filter(Objects::nonNull)
                .map(Printable::of)
                .collect(Collectors.joining(", "));
    }

    private static boolean holds(Path file, String text) throws IOException {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            return in.lines().anyMatch(line -> line.contains(text));
        }
    }
}
