package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.Conditions.FlagRow;
import io.github.mlxgguf.analysis.RunFindings.FailureRow;
import io.github.mlxgguf.analysis.RunFindings.IncompleteCell;
import io.github.mlxgguf.analysis.RunFindings.LedgerRow;
import io.github.mlxgguf.analysis.RunFindings.LoadRow;
import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.advice.Deployments;
import io.github.mlxgguf.analysis.advice.PairFacts;
import io.github.mlxgguf.analysis.advice.Recommendations;
import io.github.mlxgguf.analysis.advice.RunAdvice;
import io.github.mlxgguf.analysis.certificate.CertificateIssuer;
import io.github.mlxgguf.analysis.crossover.CrossoverFinding;
import io.github.mlxgguf.analysis.crossover.CrossoverFitter;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.ServerIds;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.leak.LeakAdjudicator;
import io.github.mlxgguf.analysis.leak.LeakFinding;
import io.github.mlxgguf.analysis.leak.LeakNews;
import io.github.mlxgguf.analysis.plausibility.PlausibilityCheck;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.analysis.summary.RunSummary.Certificate;
import io.github.mlxgguf.analysis.summary.RunSummary.Implausible;
import io.github.mlxgguf.analysis.summary.RunSummary.Leak;
import io.github.mlxgguf.analysis.verdict.Beside;
import io.github.mlxgguf.analysis.verdict.Comparison;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.analysis.verdict.PairVerdict;
import io.github.mlxgguf.record.EngineBody;
import io.github.mlxgguf.record.RecordJson;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunBody.DeploymentInfo;
import io.github.mlxgguf.record.RunData;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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
        List<PairFacts> facts = new ArrayList<>();
        List<Implausible> implausible = new ArrayList<>();
        List<LoadRow> loads = new ArrayList<>();
        List<LedgerRow> ledger = new ArrayList<>();
        boolean measured = SideEvidence.measuredAnything(data);
        List<SessionAccount> accounts = crashed.accounts();
        Set<String> sessionFlags = SessionAccount.flagsOf(accounts);
        @Nullable String serverKind = serverKind(data);
        if (data.run().isPresent()) {
            RunBody run = data.run().get();
            List<EngineBody> engines = data.bodies(EngineBody.class);
            for (PairEvidence pair : PairEvidence.all(data)) {
                List<Implausible> cannotBe = PlausibilityCheck.of(pair, run.hardwareProfile(), serverKind);
                Analysed analysed = analyse(
                        run,
                        pair,
                        CertificateIssuer.issue(pair, sessionFlags, engines),
                        cannotBe,
                        incomplete,
                        failures);
                pairs.add(analysed.findings());
                facts.add(analysed.facts());
                implausible.addAll(cannotBe);
                loads.addAll(LoadRows.of(pair));
                ledger.addAll(LedgerRows.of(pair));
            }
        }
        Conditions conditions = ConditionsReader.read(data, accounts);
        List<DeploymentInfo> deployments = data.run().map(RunBody::deployment).orElse(List.of());
        RunSummary summary = new RunSummary(
                RecordJson.SCHEMA_VERSION,
                data.runId(),
                data.run().map(RunBody::notice).orElse(null),
                new RunSummary.Server(serverKind, serverKind == null ? null : serverKind.equals(ServerIds.SIMULATED)),
                ProvenanceReader.read(data),
                conditions.flags().stream().map(FlagRow::id).toList(),
                pairs.stream().map(PairFindings::summary).toList(),
                implausible,
                Deployments.of(deployments, facts, serverKind));
        return new RunFindings(
                summary,
                Banners.of(data, serverKind, measured, conditions, implausible),
                pairs,
                conditions,
                loads,
                ledger,
                AnomalyRows.of(data, accounts),
                failures,
                incomplete,
                ServerMemory.of(data, serverKind),
                RunAdvice.of(facts, deployments, serverKind),
                measured);
    }

    /** What is said about a pair, and what further advice rests on. */
    private record Analysed(PairFindings findings, PairFacts facts) {}

    private static Analysed analyse(
            RunBody run,
            PairEvidence pair,
            Certificate certificate,
            List<Implausible> cannotBe,
            List<IncompleteCell> allIncomplete,
            List<FailureRow> allFailures) {
        String name = pair.info().name();
        List<IncompleteCell> incomplete =
                allIncomplete.stream().filter(cell -> cell.pair().equals(name)).toList();
        List<FailureRow> failures = allFailures.stream()
                .filter(failure -> failure.pair().equals(name))
                .toList();
        PairStatus status = PairStatus.of(pair, incomplete, failures);
        Comparison comparison = new Comparison(
                run.settings().practicalEquivalence(),
                certificate.grade(),
                pair.baseline().label(),
                pair.candidate().label());
        List<MetricFinding> rows = MetricRows.of(pair, comparison);
        List<LeakFinding> leakFindings =
                LeakAdjudicator.judge(pair, run.settings().warmup());
        List<Leak> leaks = leakFindings.stream().map(LeakFinding::summary).toList();
        PairVerdict verdict = PairVerdict.of(
                pair.baseline().label(),
                pair.candidate().label(),
                pair.sides().stream()
                        .filter(SideEvidence::measuredSomething)
                        .map(SideEvidence::label)
                        .collect(Collectors.toSet()),
                certificate.grade(),
                new Beside(LeakNews.of(leakFindings), doubts(certificate)),
                rows,
                status.reason());
        CrossoverFinding crossover =
                CrossoverFitter.fit(pair, certificate.grade(), run.settings().practicalEquivalence());
        PairFacts facts = new PairFacts(
                pair,
                certificate.grade(),
                rows,
                ofTheRightProcess(leaks, cannotBe),
                crossover.map(),
                run.settings().practicalEquivalence());
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
                crossover.summary(),
                Recommendations.of(facts),
                new ExpectationJudge(pair, certificate.grade(), rows, leaks, incomplete, failures).judge(),
                Answers.checks(pair),
                Answers.consistency(pair));
        PairFindings findings = new PairFindings(
                summary,
                verdict.sentence(),
                verdict.isComparison() ? verdict.confidenceSentence() + status.beside() : null,
                verdict,
                rows,
                scenarios(pair, new PairRows(rows), leakFindings),
                leakFindings.stream().map(LeakFinding::curve).toList(),
                crossover.map(),
                crossover.missing());
        return new Analysed(findings, facts);
    }

    /** What is intended has no remedy. */
    private static List<String> doubts(Certificate certificate) {
        return certificate.reasons().stream()
                .filter(reason -> reason.remedy() != null)
                .map(RunSummary.Reason::id)
                .toList();
    }

    /** No advice rests on the memory of a worker that cannot be the one that holds the model. */
    private static List<Leak> ofTheRightProcess(List<Leak> leaks, List<Implausible> cannotBe) {
        return leaks.stream()
                .filter(leak -> cannotBe.stream()
                        .noneMatch(figure -> figure.id().equals(PlausibilityCheck.WORKER_TOO_SMALL)
                                && leak.variant().equals(figure.variant())))
                .toList();
    }

    private static ScenarioFindings scenarios(PairEvidence pair, PairRows rows, List<LeakFinding> leaks) {
        return new ScenarioFindings(
                ContextStressReader.read(pair, rows), MoeReader.read(pair, rows), ConcurrencyReader.read(pair), leaks);
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
}
