package io.github.mlxgguf.analysis.change;

import io.github.mlxgguf.analysis.provenance.RunDifferences;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.metric.UnpairedRatio;
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
 * by the same kind of server, with a pair in common, and with which some figure can be judged; the newest that fits otherwise where none
 * allows that, so that a quick run does not hide what a whole one would show.
 *
 * @param run null where there is none
 * @param passedOver newer ones that could not be read or were not completed, and why
 */
public record EarlierRun(@Nullable ComparedRun run, List<String> passedOver) {
    /** What is said where there is none. */
    public static final String NONE =
            "No earlier run to compare with: none beside it was completed on the same hardware by the same kind of"
                    + " server with a pair in common. Nothing was compared.";

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
    public static EarlierRun before(ComparedRun run) {
        RunData now = run.data();
        Path root = now.folder().toAbsolutePath().getParent();
        RunBody body = now.run().orElse(null);
        if (root == null || body == null || now.entries().isEmpty()) {
            return new EarlierRun(null, List.of());
        }
        String started = now.entries().get(0).envelope().ts();
        List<String> passedOver = new ArrayList<>();
        ComparedRun newest = null;
        List<String> newerThanIt = List.of();
        boolean canBeJudged = body.settings().rounds() >= UnpairedRatio.MIN_LOADS;
        for (Candidate candidate : candidates(root, now.folder(), body, started)) {
            String name = String.valueOf(candidate.folder().getFileName());
            try {
                if (newest != null && candidate.rounds() < UnpairedRatio.MIN_LOADS) {
                    passedOver.add(
                            name + " has " + Numbers.counted(candidate.rounds(), "round") + ", too few to judge");
                    continue;
                }
                RunData data = RunReader.read(candidate.folder());
                if (data.end().map(EndBody::status).filter(COMPLETED::equals).isEmpty()) {
                    passedOver.add(name + " was not completed");
                    continue;
                }
                ComparedRun earlier = ComparedRun.of(data);
                if (!canBeJudged || judges(earlier, run, candidate.rounds())) {
                    return new EarlierRun(earlier, passedOver);
                }
                if (newest == null) {
                    newest = earlier;
                    newerThanIt = List.copyOf(passedOver);
                }
                passedOver.add(
                        candidate.rounds() < UnpairedRatio.MIN_LOADS
                                ? name + " has " + Numbers.counted(candidate.rounds(), "round") + ", too few to judge"
                                : name + " has no figure that could be judged");
            } catch (ResultsException unreadable) {
                passedOver.add(name + " cannot be read");
            }
        }
        return newest == null ? new EarlierRun(null, passedOver) : new EarlierRun(newest, newerThanIt);
    }

    private static boolean judges(ComparedRun run, ComparedRun now, int rounds) {
        return rounds >= UnpairedRatio.MIN_LOADS
                && !RunComparer.compare(run, now, Thresholds.DEFAULT).judged().isEmpty();
    }

    /** Which run was taken, or that there is none, and what was passed over. */
    public String sentence() {
        String taken = run == null
                ? NONE
                : "Compared with the newest earlier run that fits: "
                        + run.data().folder().getFileName() + ".";
        return passedOver.isEmpty()
                ? taken
                : taken + " Passed over " + Numbers.counted(passedOver.size(), "newer one") + ": "
                        + String.join("; ", passedOver) + ".";
    }

    private record Candidate(Path folder, String started, int rounds) {}

    /** The newest first; of two that began in the same millisecond, the one whose name sorts last. */
    private static List<Candidate> candidates(Path root, Path own, RunBody now, String started) {
        try (Stream<Path> children = Files.list(root)) {
            return children.filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)
                            && !child.toAbsolutePath().equals(own.toAbsolutePath()))
                    .flatMap(child -> candidate(child, now).stream())
                    .filter(candidate -> Moments.compare(candidate.started(), started) < 0)
                    .sorted(Comparator.comparing(Candidate::started, Moments::compare)
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
                .map(entry -> new Candidate(
                        folder,
                        entry.envelope().ts(),
                        ((RunBody) entry.body()).settings().rounds()));
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
