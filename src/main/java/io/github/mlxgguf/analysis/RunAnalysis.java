package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.Conditions.FlagRow;
import io.github.mlxgguf.analysis.RunFindings.FailureRow;
import io.github.mlxgguf.analysis.RunFindings.IncompleteCell;
import io.github.mlxgguf.analysis.RunFindings.LedgerRow;
import io.github.mlxgguf.analysis.RunFindings.LoadRow;
import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.certificate.CertificateIssuer;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.ServerIds;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.analysis.summary.RunSummary.Certificate;
import io.github.mlxgguf.analysis.summary.RunSummary.Leak;
import io.github.mlxgguf.analysis.verdict.Comparison;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.record.RecordJson;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunBody.PairInfo;
import io.github.mlxgguf.record.RunData;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Draws conclusions from the records of a run, and from the samples of a session that crashed; a pure function of its folder. */
public final class RunAnalysis {
    private RunAnalysis() {}

    /** All conclusions; a run that crashed, measured nothing or only failed has them as well. */
    public static RunFindings of(RunData data) {
        return of(data, CrashedSessions.read(data));
    }

    /**
     * The same where somebody reads the samples anyway.
     *
     * @param crashed has seen all samples of the run
     */
    public static RunFindings of(RunData data, CrashedSessions crashed) {
        List<FailureRow> failures =
                data.run().map(run -> FailureRows.of(run, data)).orElse(List.of());
        List<IncompleteCell> incomplete =
                data.run().map(run -> IncompleteCells.of(run, data)).orElse(List.of());
        List<PairFindings> pairs = new ArrayList<>();
        List<LoadRow> loads = new ArrayList<>();
        List<LedgerRow> ledger = new ArrayList<>();
        boolean measured = SideEvidence.measuredAnything(data);
        List<SessionAccount> accounts = crashed.accounts();
        Set<String> sessionFlags = SessionAccount.flagsOf(accounts);
        if (data.run().isPresent()) {
            RunBody run = data.run().get();
            for (PairInfo info : run.pairs()) {
                PairEvidence pair = PairEvidence.of(data, info);
                pairs.add(analyse(run, pair, sessionFlags, incomplete, failures));
                loads.addAll(LoadRows.of(pair));
                ledger.addAll(LedgerRows.of(pair));
            }
        }
        Conditions conditions = ConditionsReader.read(data, accounts);
        @Nullable String serverKind = serverKind(data);
        RunSummary summary = new RunSummary(
                RecordJson.SCHEMA_VERSION,
                runId(data),
                data.run().map(RunBody::notice).orElse(null),
                new RunSummary.Server(serverKind, serverKind == null ? null : serverKind.equals(ServerIds.SIMULATED)),
                conditions.flags().stream().map(FlagRow::id).toList(),
                pairs.stream().map(PairFindings::summary).toList(),
                List.of(),
                List.of());
        return new RunFindings(
                summary,
                Banners.of(data, serverKind, measured, conditions),
                pairs,
                conditions,
                loads,
                ledger,
                AnomalyRows.of(data, accounts),
                failures,
                incomplete,
                ServerMemory.of(data, serverKind),
                measured);
    }

    private static PairFindings analyse(
            RunBody run,
            PairEvidence pair,
            Set<String> sessionFlags,
            List<IncompleteCell> allIncomplete,
            List<FailureRow> allFailures) {
        String name = pair.info().name();
        List<IncompleteCell> incomplete =
                allIncomplete.stream().filter(cell -> cell.pair().equals(name)).toList();
        List<FailureRow> failures = allFailures.stream()
                .filter(failure -> failure.pair().equals(name))
                .toList();
        PairStatus status = PairStatus.of(pair, incomplete, failures);
        Certificate certificate = CertificateIssuer.issue(pair, sessionFlags);
        Comparison comparison = new Comparison(
                run.settings().practicalEquivalence(),
                certificate.grade(),
                pair.baseline().label(),
                pair.candidate().label());
        List<MetricFinding> rows = MetricRows.of(pair, comparison);
        List<Leak> leaks = List.of();
        RunSummary.Pair summary = new RunSummary.Pair(
                name,
                pair.info().architecture(),
                pair.info().varies(),
                status.status(),
                status.reason(),
                variant(pair.baseline()),
                variant(pair.candidate()),
                certificate,
                rows.stream().map(MetricFinding::metric).toList(),
                MemoryTable.of(pair),
                leaks,
                null,
                List.of(),
                new ExpectationJudge(pair, certificate.grade(), rows, leaks, incomplete, failures).judge(),
                Answers.checks(pair),
                Answers.consistency(pair));
        return new PairFindings(
                summary,
                LeadSentence.of(pair, rows, status),
                rows,
                scenarios(pair, new PairRows(rows)),
                List.of(),
                null);
    }

    private static ScenarioFindings scenarios(PairEvidence pair, PairRows rows) {
        return new ScenarioFindings(
                ContextStressReader.read(pair, rows),
                MoeReader.read(pair, rows),
                ConcurrencyReader.read(pair),
                LeakCourses.read(pair));
    }

    private static RunSummary.Variant variant(SideEvidence side) {
        return new RunSummary.Variant(
                side.label(),
                side.variant().format(),
                side.variant().quantization(),
                side.modelKey().orElse(null));
    }

    private static @Nullable String serverKind(RunData data) {
        return data.run()
                .map(run -> run.server().kind())
                .or(() -> data.entries().stream()
                        .map(entry -> entry.envelope().serverKind())
                        .findFirst())
                .orElse(null);
    }

    private static String runId(RunData data) {
        return data.entries().stream()
                .map(entry -> entry.envelope().runId())
                .findFirst()
                .orElseGet(() -> String.valueOf(data.folder().getFileName()));
    }
}
