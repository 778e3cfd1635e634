package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.analysis.summary.RunSummary.Answer;
import io.github.mlxgguf.analysis.summary.RunSummary.Consistency;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.GenerationBody.Check;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What was answered, beside how fast: the checks of measured answers, and whether equal requests were answered equally. */
final class Answers {
    private Answers() {}

    /** Check by check; only answers whose speed counts. */
    static List<Answer> checks(PairEvidence pair) {
        List<Answer> answers = new ArrayList<>();
        for (SideEvidence side : pair.sides()) {
            Map<Checked, List<Check>> results = new LinkedHashMap<>();
            for (GenerationBody generation : side.generations()) {
                if (SideEvidence.isUsable(generation)) {
                    for (Check check : generation.checks()) {
                        results.computeIfAbsent(
                                        new Checked(
                                                generation.scenario(),
                                                generation.prompt().id(),
                                                check.id()),
                                        unused -> new ArrayList<>())
                                .add(check);
                    }
                }
            }
            results.forEach((checked, checks) -> answers.add(new Answer(
                    side.side().id(),
                    checked.scenario(),
                    checked.prompt(),
                    checked.check(),
                    count(checks, Boolean.TRUE),
                    count(checks, Boolean.FALSE),
                    checks.size() - count(checks, Boolean.TRUE) - count(checks, Boolean.FALSE))));
        }
        return answers;
    }

    private static int count(List<Check> checks, Boolean result) {
        return (int)
                checks.stream().filter(check -> result.equals(check.passed())).count();
    }

    /** Load by load: the requests of a load that were equal to the last byte. */
    static List<Consistency> consistency(PairEvidence pair) {
        List<Consistency> all = new ArrayList<>();
        for (SideEvidence side : pair.sides()) {
            Map<Work, Map<Long, List<GenerationBody>>> repeated = new LinkedHashMap<>();
            for (GenerationBody generation : side.repeated()) {
                repeated.computeIfAbsent(
                                new Work(
                                        generation.scenario(),
                                        generation.prompt().id()),
                                unused -> new LinkedHashMap<>())
                        .computeIfAbsent(generation.loadSeq(), unused -> new ArrayList<>())
                        .add(generation);
            }
            repeated.forEach((work, loads) -> {
                List<Boolean> judged = loads.values().stream()
                        .filter(Answers::isJudged)
                        .map(Answers::isIdentical)
                        .toList();
                all.add(new Consistency(
                        side.side().id(),
                        work.scenario(),
                        Objects.requireNonNull(work.prompt()),
                        loads.size(),
                        judged.size(),
                        (int) judged.stream().filter(identical -> identical).count()));
            });
        }
        return all;
    }

    /** One answer alone, or one that failed, agrees with nothing and differs from nothing. */
    private static boolean isJudged(List<GenerationBody> answers) {
        return answers.size() > 1
                && answers.stream().allMatch(answer -> answer.failure() == null && answer.responseSha256() != null);
    }

    private static boolean isIdentical(List<GenerationBody> answers) {
        return answers.stream().map(GenerationBody::responseSha256).distinct().count() == 1;
    }

    private record Checked(String scenario, String prompt, String check) {}
}
