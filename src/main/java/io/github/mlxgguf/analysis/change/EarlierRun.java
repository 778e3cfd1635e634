package io.github.mlxgguf.analysis.change;

import io.github.mlxgguf.analysis.provenance.RunDifferences;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.record.EndBody;
import io.github.mlxgguf.record.FirstRecord;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.RunReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The run that a new one is held against where none is named: the newest earlier one beside it that was completed, on the same hardware,
 * by the same kind of server, with a pair in common.
 *
 * @param run null where there is none
 * @param passedOver newer ones that could not be read or were not completed, and why
 */
public record EarlierRun(@Nullable RunData run, List<String> passedOver) {
    private static final String COMPLETED = "completed";

    /** Copies the list. */
    public EarlierRun {
        passedOver = List.copyOf(passedOver);
    }

    /**
     * Looks beside a run.
     *
     * @throws ResultsException if the folder above it cannot be read
     */
    public static EarlierRun before(RunData now) {
        Path root = now.folder().toAbsolutePath().getParent();
        RunBody body = now.run().orElse(null);
        if (root == null || body == null || now.entries().isEmpty()) {
            return new EarlierRun(null, List.of());
        }
        String started = now.entries().get(0).envelope().ts();
        List<String> passedOver = new ArrayList<>();
        for (Candidate candidate : candidates(root, now.folder(), body, started)) {
            String name = String.valueOf(candidate.folder().getFileName());
            try {
                RunData run = RunReader.read(candidate.folder());
                if (run.end().map(EndBody::status).filter(COMPLETED::equals).isPresent()) {
                    return new EarlierRun(run, passedOver);
                }
                passedOver.add(name + " was not completed");
            } catch (ResultsException unreadable) {
                passedOver.add(name + " cannot be read");
            }
        }
        return new EarlierRun(null, passedOver);
    }

    /** Which run was taken, or that there is none, and what was passed over. */
    public String sentence() {
        String taken = run == null
                ? "No earlier run to compare with: none beside it was completed on the same hardware by the same kind of"
                        + " server with a pair in common. Nothing was compared."
                : "Compared with the newest earlier run that fits: "
                        + run.folder().getFileName() + ".";
        return passedOver.isEmpty()
                ? taken
                : taken + " Passed over " + Numbers.counted(passedOver.size(), "newer one") + ": "
                        + String.join("; ", passedOver) + ".";
    }

    private record Candidate(Path folder, String started) {}

    /** The newest first; of two that began in the same millisecond, the one whose name sorts last. */
    private static List<Candidate> candidates(Path root, Path own, RunBody now, String started) {
        try (Stream<Path> children = Files.list(root)) {
            return children.filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)
                            && !child.toAbsolutePath().equals(own.toAbsolutePath()))
                    .flatMap(child -> candidate(child, now).stream())
                    .filter(candidate -> candidate.started().compareTo(started) < 0)
                    .sorted(Comparator.comparing(Candidate::started)
                            .thenComparing(candidate -> candidate.folder().toString())
                            .reversed())
                    .toList();
        } catch (IOException e) {
            throw new ResultsException("cannot look for earlier runs in " + root + ": " + e.getMessage(), e);
        }
    }

    private static Optional<Candidate> candidate(Path folder, RunBody now) {
        return FirstRecord.of(folder)
                .filter(entry -> fits((RunBody) entry.body(), now))
                .map(entry -> new Candidate(folder, entry.envelope().ts()));
    }

    private static boolean fits(RunBody then, RunBody now) {
        String hardware = RunDifferences.hardware(now.hardwareProfile());
        return hardware != null
                && Objects.equals(hardware, RunDifferences.hardware(then.hardwareProfile()))
                && then.server().kind().equals(now.server().kind())
                && then.pairs().stream()
                        .map(RunBody.PairInfo::name)
                        .anyMatch(
                                now.pairs().stream().map(RunBody.PairInfo::name).collect(Collectors.toSet())::contains);
    }
}
