package io.github.mlxgguf.report;

import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.evidence.ServerIds;
import java.util.List;

/** Sets the findings into texts and tables. */
final class ReportModelBuilder {
    private static final List<String> HOW_TO_READ = List.of(
            "A ratio is candidate divided by baseline: above 1 the candidate's figure is higher, which is better or worse as"
                    + " the row says.",
            "The interval says where the ratio lies with 95 % confidence if the same loads were done again. A winner is named"
                    + " only if the whole interval is on one side of 1, and “practically equal” only if all of it lies inside"
                    + " the band of equality.",
            "“Provisional” means fewer than 3 loads of each build: no interval and no winner. Generations within one load"
                    + " resemble each other, so more of them do not help; more rounds do.",
            "“Withheld” means that the two figures are not comparable; the reason stands beside it.",
            "“n from m loads, a of b ok”: values that count, the loads they come from, and attempts that succeeded.",
            "MB is 10⁶ bytes, GB is 10⁹ bytes, times are in milliseconds except loads and unloads, which are in seconds."
                    + " “–” means unknown; it is never zero.");

    private ReportModelBuilder() {}

    static ReportModel build(RunFindings findings) {
        String runId = findings.summary().runId();
        return new ReportModel(
                title(findings),
                runId,
                findings.banners(),
                findings.pairs().stream()
                        .map(pair -> PairTables.of(pair, findings.serverMemory()))
                        .toList(),
                RunTables.loads(findings.loads()),
                RunTables.ledger(findings.ledger()),
                RunTables.anomalies(findings.anomalies()),
                RunTables.incomplete(findings.incomplete()),
                RunTables.failures(findings.failures()),
                RunTables.conditions(findings.conditions()),
                RunTables.flags(findings.conditions()),
                findings.conditions().withoutFlags(),
                RunTables.method(findings),
                HOW_TO_READ);
    }

    private static String title(RunFindings findings) {
        String kind = findings.summary().server().kind();
        return switch (kind == null ? "" : kind) {
            case ServerIds.SIMULATED -> "MLX or GGUF: simulated run";
            case ServerIds.EMBEDDED -> "MLX or GGUF: run on the embedded server";
            default -> "MLX or GGUF: benchmark report";
        };
    }
}
