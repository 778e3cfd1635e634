package io.github.mlxgguf.analysis.history;

import io.github.mlxgguf.analysis.history.History.PassedOver;
import io.github.mlxgguf.analysis.history.RunFolderReader.Outcome;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads all runs of a folder, several at a time; the same folder gives the same history. */
public final class HistoryReader {
    private HistoryReader() {}

    /**
     * The history of the runs in a folder. A run that cannot be used is listed with its reason, and the others go on.
     *
     * @param root where runs are kept, for example {@code results}
     * @throws ResultsException if there is no such folder, it is the folder of one run, or it holds no run
     */
    public static History read(Path root, Selection selection) {
        List<Outcome> outcomes = runFolders(root).parallelStream()
                .map(folder -> RunFolderReader.read(folder, selection))
                .toList();
        Set<String> ids = outcomes.stream()
                .filter(outcome -> outcome.mergedFrom().isEmpty())
                .map(Outcome::run)
                .filter(Objects::nonNull)
                .map(PastRun::runId)
                .collect(Collectors.toSet());
        Map<String, Outcome> chosen = new LinkedHashMap<>();
        Map<String, String> runOfDigest = new HashMap<>();
        for (Outcome outcome : wholeFirst(outcomes)) {
            PastRun run = outcome.run();
            if (run != null) {
                String identity = runOfDigest.computeIfAbsent(outcome.digest(), unused -> identity(run));
                chosen.putIfAbsent(identity, outcome);
            }
        }
        List<PastRun> runs = new ArrayList<>();
        List<PassedOver> passedOver = new ArrayList<>();
        List<PassedOver> notes = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            PastRun run = outcome.run();
            if (run == null) {
                passedOver.add(new PassedOver(outcome.folder(), String.valueOf(outcome.refused())));
                continue;
            }
            String identity = Objects.requireNonNull(runOfDigest.get(outcome.digest()));
            Outcome other = Objects.requireNonNull(chosen.get(identity));
            if (outcome.mergedFrom().stream().anyMatch(ids::contains)) {
                passedOver.add(new PassedOver(
                        outcome.folder(), "it holds rounds of runs that are in this folder themselves."));
            } else if (!other.folder().equals(outcome.folder())) {
                passedOver.add(new PassedOver(outcome.folder(), whyLeft(outcome, run, other)));
            } else {
                runs.add(run);
                if (outcome.note() != null) {
                    notes.add(new PassedOver(outcome.folder(), outcome.note()));
                }
            }
        }
        return HistoryBuilder.build(runs, selection.last(), passedOver, notes);
    }

    /** A copy may be of a run that was still going on; of equal ones the first by name counts. */
    private static List<Outcome> wholeFirst(List<Outcome> outcomes) {
        return outcomes.stream()
                .sorted(Comparator.comparingLong(Outcome::lines).reversed())
                .toList();
    }

    private static String whyLeft(Outcome outcome, PastRun run, Outcome other) {
        if (outcome.digest().equals(other.digest())
                && !run.runId().equals(Objects.requireNonNull(other.run()).runId())) {
            return "its records are those of " + other.folder() + " under another run id, which count once.";
        }
        return "it is the same run as " + other.folder() + ", which counts once"
                + (outcome.lines() < other.lines()
                        ? ": " + Numbers.count(outcome.lines()) + " records here, " + Numbers.count(other.lines())
                                + " there."
                        : ".");
    }

    private static String identity(PastRun run) {
        return run.started() + " " + run.runId();
    }

    /** By name; the pointer to the newest is none of its own, and what holds no records is no run. */
    private static List<Path> runFolders(Path root) {
        if (!Files.isDirectory(root)) {
            throw new ResultsException("no folder at " + root.toAbsolutePath()
                    + ". Give the folder that holds the folders of runs, for example results.");
        }
        if (Files.isRegularFile(root.resolve(ResultsFolder.RECORDS))) {
            throw new ResultsException(
                    root.toAbsolutePath()
                            + " is the folder of one run. Give the folder that holds the folders of runs, for example results.");
        }
        try (Stream<Path> children = Files.list(root)) {
            List<Path> folders = children.filter(child -> Files.isRegularFile(child.resolve(ResultsFolder.RECORDS))
                            && !child.endsWith(ResultsFolder.LATEST))
                    .sorted()
                    .toList();
            if (folders.isEmpty()) {
                throw new ResultsException(
                        "no run in " + root.toAbsolutePath() + ": none of its folders holds " + ResultsFolder.RECORDS
                                + ". Give the folder that holds the folders of runs, for example results.");
            }
            return folders;
        } catch (IOException e) {
            throw new ResultsException(
                    "cannot read " + root.toAbsolutePath() + ": " + e.getClass().getSimpleName() + " " + e.getMessage(),
                    e);
        }
    }
}
