package io.github.mlxgguf.analysis.merge;

import io.github.mlxgguf.analysis.provenance.RunDifferences;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.record.RunBody.HardwareProfile;
import io.github.mlxgguf.record.RunData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out which runs may be put together. */
public final class RunGroups {
    private static final String UNKNOWN_HARDWARE = "unknown hardware";
    private static final int MAX_NAME_LENGTH = 60;

    private RunGroups() {}

    /**
     * The runs, each in one group, in the order of time whatever the order in which they are given; a group differs from each earlier
     * one in something that may move a figure.
     *
     * @param runs whole runs, each once, all with their run records
     */
    public static List<RunGroup> of(List<RunData> runs) {
        List<List<Candidate>> groups = new ArrayList<>();
        runs.stream()
                .map(Candidate::of)
                .sorted(Comparator.comparing(Candidate::started)
                        .thenComparing(candidate -> candidate.run().runId())
                        .thenComparing(candidate -> candidate.run().folder().toString()))
                .forEach(candidate -> place(candidate, groups));
        List<RunGroup> found = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            List<Candidate> group = groups.get(i);
            HardwareProfile hardware = group.get(0).body().hardwareProfile();
            found.add(new RunGroup(
                    i + 1,
                    name(i + 1, hardware),
                    Objects.requireNonNullElse(RunDifferences.hardware(hardware), UNKNOWN_HARDWARE),
                    group.stream().map(Candidate::run).toList(),
                    apart(group, groups.subList(0, i))));
        }
        return List.copyOf(found);
    }

    /** Into the first group that nothing keeps it from; what one run leaves open another of the group may contradict. */
    private static void place(Candidate candidate, List<List<Candidate>> groups) {
        for (List<Candidate> group : groups) {
            if (group.stream()
                    .allMatch(member -> Obstacles.between(member, candidate).isEmpty())) {
                group.add(candidate);
                return;
            }
        }
        groups.add(new ArrayList<>(List.of(candidate)));
    }

    private static List<String> apart(List<Candidate> group, List<List<Candidate>> earlier) {
        Candidate first = group.get(0);
        return earlier.stream()
                .map(before -> before.stream()
                        .map(member -> Obstacles.between(member, first))
                        .filter(found -> !found.isEmpty())
                        .findFirst()
                        .orElseThrow())
                .min(Comparator.comparingInt(List::size))
                .orElse(List.of());
    }

    private static String name(int number, HardwareProfile hardware) {
        String words = Stream.of(
                        hardware.chip() == null ? hardware.modelIdentifier() : hardware.chip(),
                        hardware.gpuCores() == null ? null : hardware.gpuCores() + " gpu cores",
                        hardware.ramBytes() == null ? null : Numbers.bytes(hardware.ramBytes()))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
        String name = (words.isEmpty() ? UNKNOWN_HARDWARE : words)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
        return number + "-"
                + strip(strip(name)
                        .substring(0, Math.min(MAX_NAME_LENGTH, strip(name).length())));
    }

    private static String strip(String name) {
        return name.replaceAll("^-+|-+$", "");
    }
}
