package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.RunFindings.Banner;
import io.github.mlxgguf.analysis.RunFindings.Banner.Level;
import io.github.mlxgguf.analysis.evidence.ServerIds;
import io.github.mlxgguf.analysis.summary.RunSummary.Implausible;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.record.EndBody;
import io.github.mlxgguf.record.Flag;
import io.github.mlxgguf.record.Problem;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a reader must know before the first figure. */
public final class Banners {
    /** More unreadable lines than this are counted, not listed. */
    private static final int MAX_LISTED_PROBLEMS = 5;

    private static final String INTERRUPTED = "interrupted";

    private static final Set<String> SHORTAGE = Set.of(Flag.SWAP_GREW.id(), Flag.PRESSURE.id(), Flag.LOW_MEMORY.id());

    private Banners() {}

    static List<Banner> of(
            RunData data,
            @Nullable String serverKind,
            boolean measured,
            Conditions conditions,
            List<Implausible> implausible) {
        List<Banner> banners = new ArrayList<>();
        String notice = data.run().map(RunBody::notice).orElse("");
        evidence(serverKind, notice).ifPresent(banners::add);
        if (data.run().isEmpty()) {
            banners.add(new Banner(
                    Level.WARNING,
                    "Run record missing",
                    "The first record of the run cannot be read, so it is unknown what was planned and nothing is"
                            + " compared."));
        }
        if (!measured) {
            banners.add(new Banner(
                    Level.WARNING, "Nothing was measured", "No load and no generation of this run succeeded."));
        }
        ending(data).ifPresent(banners::add);
        shortage(conditions).ifPresent(banners::add);
        implausible(implausible).ifPresent(banners::add);
        if (!data.problems().isEmpty()) {
            banners.add(new Banner(Level.WARNING, "Unreadable records", problems(data.problems())));
        }
        return banners;
    }

    /**
     * What a reader must know of the server that answered; empty for a real LM Studio.
     *
     * @param serverKind as in the run record, or null if it is unknown
     * @param notice the run record's, or empty
     */
    public static Optional<Banner> evidence(@Nullable String serverKind, String notice) {
        return switch (serverKind == null ? "" : serverKind) {
            case ServerIds.SIMULATED ->
                Optional.of(new Banner(
                        Level.EVIDENCE,
                        "Simulated: these figures are invented",
                        join(
                                "A scripted engine with known truth answered, to test the suite itself. Nothing here says"
                                        + " anything about a model or an engine.",
                                notice)));
            case ServerIds.EMBEDDED ->
                Optional.of(new Banner(
                        Level.EVIDENCE,
                        "Embedded server: this is not LM Studio and these are not your models",
                        join(
                                "Small models of random weights ran in the suite's own server. Everything was measured and"
                                        + " nothing was invented, but the figures say nothing about your models.",
                                notice)));
            default -> notice.isEmpty() ? Optional.empty() : Optional.of(new Banner(Level.EVIDENCE, "Notice", notice));
        };
    }

    /** What a reader must know of a run that did not end in order. */
    public static Optional<Banner> ending(RunData data) {
        if (!data.parts().isEmpty()) {
            return endings(data);
        }
        Optional<EndBody> end = data.end();
        if (end.isEmpty()) {
            return Optional.of(new Banner(
                    Level.WARNING,
                    "The run did not end in order",
                    "Its last record is missing: it crashed, was killed, or was still going on when this report was made."
                            + " What was recorded until then is shown."));
        }
        if (end.get().status().equals(INTERRUPTED)) {
            return Optional.of(new Banner(
                    Level.WARNING,
                    "The run was interrupted",
                    "It was stopped before its plan was done. What was recorded until then is shown."));
        }
        return Optional.empty();
    }

    /** One that did not end is not made whole by another that did. */
    private static Optional<Banner> endings(RunData data) {
        List<String> sentences = new ArrayList<>();
        for (RunData.Part part : data.parts()) {
            Optional<EndBody> end = data.end(part.lastSession());
            if (end.isEmpty()) {
                sentences.add("Run " + part.runId()
                        + " did not end in order: its last record is missing, so it crashed, was killed, or was still going on"
                        + " when this report was made.");
            } else if (end.get().status().equals(INTERRUPTED)) {
                sentences.add("Run " + part.runId() + " was stopped before its plan was done.");
            }
        }
        return sentences.isEmpty()
                ? Optional.empty()
                : Optional.of(new Banner(
                        Level.WARNING,
                        "Not every run ended in order",
                        String.join(" ", sentences) + " What was recorded until then is shown."));
    }

    /** Whatever the certificate says about the builds: figures of a machine without room are not theirs alone. */
    private static Optional<Banner> shortage(Conditions conditions) {
        List<String> raised = conditions.flags().stream()
                .map(Conditions.FlagRow::id)
                .filter(SHORTAGE::contains)
                .toList();
        return raised.isEmpty()
                ? Optional.empty()
                : Optional.of(new Banner(
                        Level.WARNING,
                        raised.contains(Flag.SWAP_GREW.id())
                                ? "The machine swapped in this run"
                                : "Memory was short in this run",
                        "Raised: " + String.join(", ", raised)
                                + ". Times are longer and memory is lower than on a machine with"
                                + " room, in one part of the run or in all of it; see the conditions for how often and what to"
                                + " do."));
    }

    /** Figures that cannot be stay in their tables; a reader is told before meeting them. */
    private static Optional<Banner> implausible(List<Implausible> found) {
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new Banner(
                        Level.WARNING,
                        "Figures that cannot be",
                        (found.get(0).pair() == null ? "" : found.get(0).pair() + ", ")
                                + found.get(0).text()
                                + (found.size() == 1
                                        ? ""
                                        : " The other " + Numbers.count(found.size() - 1)
                                                + (found.size() == 2 ? " stands" : " stand")
                                                + " under “Conditions” of the run's own report.")));
    }

    private static String problems(List<Problem> problems) {
        String listed = problems.stream()
                .limit(MAX_LISTED_PROBLEMS)
                .map(Problem::toString)
                .collect(Collectors.joining("; "));
        int more = problems.size() - MAX_LISTED_PROBLEMS;
        return Numbers.counted(problems.size(), "line") + " of records.jsonl could not be read and counted nowhere: "
                + listed + (more > 0 ? "; and " + more + " more" : "") + ".";
    }

    private static String join(String text, String notice) {
        return notice.isEmpty() ? text : text + " " + notice;
    }
}
