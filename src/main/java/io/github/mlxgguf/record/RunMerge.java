package io.github.mlxgguf.record;

import io.github.mlxgguf.record.RunBody.PairInfo;
import io.github.mlxgguf.record.RunBody.PlannedCell;
import io.github.mlxgguf.record.RunBody.Settings;
import io.github.mlxgguf.record.RunBody.VariantInfo;
import io.github.mlxgguf.record.RunData.Entry;
import io.github.mlxgguf.record.RunData.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Puts several runs together, in memory, as if one run had measured all of their rounds: the first round of the second run comes after
 * the last of the first, and so on; sessions and sequence numbers likewise. Nothing else in a record changes, so that first loads,
 * flags and ends stay what they were. Whether the runs may be put together is for the caller to know.
 */
public final class RunMerge {
    private final Path folder;
    private final String runId;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final List<PlannedCell> plan = new ArrayList<>();
    private int rounds;
    private int sessions;
    private long seqs;

    private RunMerge(Path folder, String runId) {
        this.folder = folder;
        this.runId = runId;
    }

    /**
     * All rounds of all runs, in their order.
     *
     * @param folder where the report of the whole goes
     * @param runId what the whole is called
     * @param runs whole runs as they were read, with their run records, in the order of time; not yet put together themselves
     * @throws IllegalArgumentException if there is none, one was put together already, or its run record is missing
     * @throws ResultsException if the numbers of a run are so large that those after it cannot be counted on
     */
    public static RunData of(Path folder, String runId, List<RunData> runs) {
        if (runs.isEmpty()
                || runs.stream()
                        .anyMatch(run -> run.run().isEmpty() || !run.parts().isEmpty())) {
            throw new IllegalArgumentException(
                    "expected runs with a run record each, none of them put together already");
        }
        RunMerge merge = new RunMerge(folder, runId);
        for (RunData run : runs) {
            try {
                merge.add(run);
            } catch (ArithmeticException e) {
                throw new ResultsException(
                        "cannot put " + run.folder()
                                + " together with other runs: its rounds, sessions or sequence numbers are too large to be counted on from",
                        e);
            }
        }
        return merge.whole(
                runs.get(0).of(RunBody.class).get(0).envelope(),
                runs.stream().map(run -> run.run().orElseThrow()).toList());
    }

    private void add(RunData run) {
        RunBody body = run.run().orElseThrow();
        for (Entry entry : run.entries()) {
            // One run record is made of all at the end.
            if (!(entry.body() instanceof RunBody)) {
                entries.add(shifted(entry));
            }
        }
        body.plan()
                .forEach(cell -> plan.add(new PlannedCell(
                        cell.pair(),
                        cell.variant(),
                        cell.format(),
                        cell.scenario(),
                        Math.addExact(cell.round(), rounds),
                        cell.runnable(),
                        cell.reason(),
                        cell.remedy())));
        run.problems().forEach(problem -> problems.add(new Problem(0, run.runId() + ", " + problem)));
        Part part = new Part(
                run.runId(),
                run.folder(),
                run.entries().get(0).envelope().ts(),
                sessions,
                run.lastSession(),
                rounds,
                rounds(run, body));
        parts.add(part);
        rounds = Math.addExact(rounds, part.rounds());
        sessions = Math.addExact(sessions, part.sessions());
        seqs = Math.addExact(
                seqs,
                Math.addExact(
                        run.entries().stream()
                                .mapToLong(entry -> entry.envelope().seq())
                                .max()
                                .orElse(0),
                        1L));
    }

    private Entry shifted(Entry entry) {
        Envelope envelope = entry.envelope();
        return new Entry(
                new Envelope(
                        envelope.schemaVersion(),
                        envelope.kind(),
                        runId,
                        Math.addExact(envelope.seq(), seqs),
                        envelope.ts(),
                        Math.addExact(envelope.session(), sessions),
                        envelope.tNs(),
                        envelope.serverKind()),
                RecordJson.shifted(entry.body(), rounds, sessions, seqs));
    }

    /** As many as were planned; a record of a later one counts as well, so that no round gets a number twice. */
    private static int rounds(RunData run, RunBody body) {
        return IntStream.concat(
                        IntStream.of(body.settings().rounds()),
                        IntStream.concat(
                                body.plan().stream().mapToInt(PlannedCell::round),
                                run.entries().stream().mapToInt(entry -> round(entry.body()))))
                .max()
                .orElse(0);
    }

    private static int round(Body body) {
        if (body instanceof LoadBody load) {
            return load.round();
        } else if (body instanceof GenerationBody generation) {
            return generation.round();
        } else if (body instanceof UnloadBody unload) {
            return unload.round();
        } else if (body instanceof AnomalyBody anomaly) {
            return Objects.requireNonNullElse(anomaly.round(), 0);
        }
        return body instanceof ScenarioBody cell ? cell.round() : 0;
    }

    private RunData whole(Envelope start, List<RunBody> runs) {
        RunBody first = runs.get(0);
        String notice = runs.stream()
                .map(RunBody::notice)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(" "));
        RunBody body = new RunBody(
                first.suiteVersion(),
                first.gitCommit(),
                first.server(),
                first.hardwareProfile(),
                first.os(),
                first.jvm(),
                first.configSource(),
                first.configDigest(),
                notice.isEmpty() ? null : notice,
                settings(
                        first.settings(),
                        runs.stream().mapToInt(run -> run.settings().rounds()).sum()),
                first.deployment(),
                pairs(runs),
                plan);
        List<Entry> all = new ArrayList<>();
        all.add(new Entry(
                new Envelope(
                        start.schemaVersion(),
                        start.kind(),
                        runId,
                        start.seq(),
                        start.ts(),
                        start.session(),
                        start.tNs(),
                        start.serverKind()),
                body));
        all.addAll(entries);
        return new RunData(folder, all, problems, parts);
    }

    private static Settings settings(Settings first, int rounds) {
        return new Settings(
                rounds,
                first.warmup(),
                first.iterations(),
                first.cooldownUntil(),
                first.cooldownSeconds(),
                first.seed(),
                first.maxOutputTokens(),
                first.temperature(),
                first.contextLength(),
                first.parallel(),
                first.monitorIntervalMs(),
                first.practicalEquivalence());
    }

    /** Every pair once, in the order in which it is first met. */
    private static List<PairInfo> pairs(List<RunBody> runs) {
        Map<String, PairInfo> pairs = new LinkedHashMap<>();
        runs.stream()
                .flatMap(run -> run.pairs().stream())
                .forEach(pair -> pairs.merge(pair.name(), pair, RunMerge::known));
        return List.copyOf(pairs.values());
    }

    private static PairInfo known(PairInfo one, PairInfo other) {
        return new PairInfo(
                one.name(),
                one.architecture(),
                one.varies(),
                known(one.baseline(), other.baseline()),
                known(one.candidate(), other.candidate()),
                one.expectations());
    }

    /** A build that the server did not have in one run has no key there. */
    private static VariantInfo known(VariantInfo one, VariantInfo other) {
        return new VariantInfo(
                one.label(),
                one.format(),
                one.quantization(),
                one.modelKey() == null ? other.modelKey() : one.modelKey(),
                one.sizeBytes() == null ? other.sizeBytes() : one.sizeBytes());
    }
}
