package io.github.mlxgguf.analysis.merge;

import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.RunReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The runs of several folders, each of them once: rounds that count twice would make every interval narrower than the evidence bears.
 *
 * @param runs those that can be used, in the order in which they were given
 * @param repeated folders of runs that are there already, which cost nothing
 * @param unusable folders that nothing could be made of
 */
public record GivenRuns(List<RunData> runs, List<LeftOut> repeated, List<LeftOut> unusable) {
    /** Copies the lists. */
    public GivenRuns {
        runs = List.copyOf(runs);
        repeated = List.copyOf(repeated);
        unusable = List.copyOf(unusable);
    }

    /** A folder and why nothing of it is in the report, as a clause without a full stop or as sentences. */
    public record LeftOut(Path folder, String reason) {}

    /** Reads all folders; one that cannot be read keeps no other from being read. */
    public static GivenRuns read(List<Path> folders) {
        List<RunData> runs = new ArrayList<>();
        List<LeftOut> repeated = new ArrayList<>();
        List<LeftOut> unusable = new ArrayList<>();
        for (Path folder : folders) {
            try {
                take(folder, RunReader.read(folder), runs, repeated, unusable);
            } catch (ResultsException e) {
                unusable.add(new LeftOut(folder, String.valueOf(e.getMessage())));
            }
        }
        return new GivenRuns(runs, repeated, unusable);
    }

    private static void take(
            Path folder, RunData run, List<RunData> runs, List<LeftOut> repeated, List<LeftOut> unusable) {
        if (run.run().isEmpty()) {
            unusable.add(new LeftOut(
                    folder,
                    "its run record cannot be read, so nothing tells what was measured, on what and with what"));
            return;
        }
        for (int i = 0; i < runs.size(); i++) {
            RunData before = runs.get(i);
            if (!isSameRun(before, run)) {
                continue;
            }
            switch (difference(before, run)) {
                case NONE -> repeated.add(new LeftOut(folder, "the same run as " + before.folder()));
                case SECOND_IS_EARLIER ->
                    repeated.add(new LeftOut(folder, "an earlier copy of the run in " + before.folder()));
                case FIRST_IS_EARLIER -> {
                    repeated.add(new LeftOut(before.folder(), "an earlier copy of the run in " + run.folder()));
                    runs.set(i, run);
                }
                case CONTRADICTION ->
                    unusable.add(new LeftOut(
                            folder,
                            "the same run as " + before.folder()
                                    + " with other records: one of the two was changed. Give the one that is as it was"
                                    + " measured"));
            }
            return;
        }
        runs.add(run);
    }

    /** A run's name may be chosen, so two machines may have given the same; not at the same millisecond. */
    private static boolean isSameRun(RunData one, RunData other) {
        return one.runId().equals(other.runId())
                && one.entries()
                        .get(0)
                        .envelope()
                        .ts()
                        .equals(other.entries().get(0).envelope().ts());
    }

    private enum Difference {
        NONE,
        FIRST_IS_EARLIER,
        SECOND_IS_EARLIER,
        CONTRADICTION
    }

    /** Records are only ever appended, so what is the beginning of the other is what was there before a resume. */
    private static Difference difference(RunData first, RunData second) {
        Path one = first.folder().resolve(ResultsFolder.RECORDS);
        Path other = second.folder().resolve(ResultsFolder.RECORDS);
        try {
            long at = Files.mismatch(one, other);
            if (at < 0) {
                return Difference.NONE;
            } else if (at == Files.size(one)) {
                return Difference.FIRST_IS_EARLIER;
            }
            return at == Files.size(other) ? Difference.SECOND_IS_EARLIER : Difference.CONTRADICTION;
        } catch (IOException e) {
            throw new ResultsException("cannot read " + one + " and " + other + ": " + e.getMessage(), e);
        }
    }
}
