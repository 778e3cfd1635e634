package io.github.mlxgguf.analysis.merge;

import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.record.RecordCopies;
import io.github.mlxgguf.record.RecordCopies.Relation;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.RunReader;
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
            RecordCopies.Comparison found = RecordCopies.compare(before, run);
            if (found.relation() == Relation.OTHER_RUN) {
                continue;
            }
            switch (found.relation()) {
                case SAME ->
                    repeated.add(new LeftOut(folder, "the same run as " + before.folder() + named(run, before)));
                case SECOND_HAS_LESS -> repeated.add(new LeftOut(folder, less(found, run, before)));
                case FIRST_HAS_LESS -> {
                    repeated.add(new LeftOut(before.folder(), less(found, before, run)));
                    runs.set(i, run);
                }
                default ->
                    unusable.add(new LeftOut(
                            folder,
                            "the same run as " + before.folder() + named(run, before)
                                    + " with other records: one of the two was changed. Give the one that is as it was"
                                    + " measured"));
            }
            return;
        }
        runs.add(run);
    }

    private static String less(RecordCopies.Comparison found, RunData copy, RunData whole) {
        return found.cutAtTheEnd()
                ? "an earlier copy of the run in " + whole.folder() + named(copy, whole)
                : "a copy of the run in " + whole.folder() + named(copy, whole) + " in which "
                        + Numbers.counted(found.missing(), "record") + (found.missing() == 1 ? " is" : " are")
                        + " missing";
    }

    /** A copy whose id was edited, so that a reader finds both names. */
    private static String named(RunData copy, RunData whole) {
        return copy.runId().equals(whole.runId()) ? "" : " (" + whole.runId() + ") under another name, " + copy.runId();
    }
}
