package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.advice.Deployments;
import io.github.mlxgguf.analysis.advice.MemoryAdvice;
import io.github.mlxgguf.analysis.advice.ModelGuidance;
import io.github.mlxgguf.analysis.advice.RunAdvice;
import io.github.mlxgguf.analysis.advice.Use;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.analysis.summary.RunSummary.Deployment;
import io.github.mlxgguf.analysis.summary.RunSummary.DeploymentAdvice;
import io.github.mlxgguf.analysis.summary.RunSummary.Recommendation;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which build to take for what, and what would change that. */
final class RecommendationsTopic {
    private RecommendationsTopic() {}

    static Optional<Topic> of(RunFindings findings) {
        List<Section> deployments = findings.summary().deployments().stream()
                .map(deployment -> deployment(findings, deployment))
                .toList();
        return new TopicParts("recommendations", "Recommendations")
                .sections(deployments)
                .pairs(findings, pair -> of(findings.advice(), pair.summary()))
                .build();
    }

    private static List<Section> of(RunAdvice advice, RunSummary.Pair pair) {
        List<Section> sections = new ArrayList<>();
        sections.add(uses(pair));
        for (RunAdvice.OfPair memory : advice.memory()) {
            if (memory.pair().equals(pair.name())) {
                memory.advice().stream()
                        .map(MemoryAdvice::sentence)
                        .map(Section::said)
                        .forEach(sections::add);
            }
        }
        for (ModelGuidance guidance : advice.models()) {
            if (guidance.pair().equals(pair.name())) {
                guidance.measured().stream().map(Section::said).forEach(sections::add);
                if (!guidance.background().isEmpty()) {
                    sections.add(
                            Section.said("Background, not measured here: " + String.join(" ", guidance.background())));
                }
            }
        }
        return sections;
    }

    private static Section uses(RunSummary.Pair pair) {
        if (pair.recommendations().isEmpty()) {
            return Section.said("This run gives no recommendation for this pair.");
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (Recommendation recommendation : pair.recommendations()) {
            rows.add(List.of(
                    Cell.of(Use.fromId(recommendation.use()).map(Use::label).orElse(recommendation.use())),
                    recommendation.use().equals(Use.MOST_STABLE.id())
                                    && recommendation.choice().equals("either")
                            ? Cell.toned("either: no difference seen", "equal")
                            : choice(pair, recommendation.choice()),
                    Cell.of(recommendation.because()),
                    Cell.of(recommendation.wouldChange())));
        }
        return Section.of(new Table(
                pair.name() + ": which build for which use",
                List.of(
                        Column.text("Use"),
                        Column.text("Choice"),
                        Column.text("Because"),
                        Column.text("What would change it")),
                rows));
    }

    private static Section deployment(RunFindings findings, Deployment deployment) {
        List<List<Cell>> rows = new ArrayList<>();
        for (DeploymentAdvice advice : deployment.advice()) {
            findings.summary().pairs().stream()
                    .filter(pair -> pair.name().equals(advice.pair()))
                    .findFirst()
                    .ifPresent(pair -> rows.add(row(pair, advice)));
        }
        String what = deployment.name() + ": " + Numbers.exact(deployment.memoryBudgetGb()) + " GB for the model, "
                + Numbers.counted(deployment.concurrency(), "request") + " at once, " + deployment.priority()
                + " first";
        if (rows.isEmpty()) {
            return Section.said("Deployment " + what + ". This run gives no advice for it.");
        }
        List<String> notes = new ArrayList<>();
        String preface = Deployments.preface(
                deployment.name(), findings.summary().server().kind());
        if (!preface.isEmpty()) {
            notes.add(preface.strip());
        }
        String opening = preface + Deployments.budget(deployment.memoryBudgetGb(), deployment.concurrency());
        deployment.advice().forEach(advice -> notes.add(advice.pair() + ": " + without(opening, advice.because())));
        return new Section(
                new Table(
                        "Deployment " + what,
                        List.of(
                                Column.text("Pair"),
                                Column.text("Choice"),
                                Column.number("Context, tokens"),
                                Column.number("Headroom"),
                                Column.text("What would change it")),
                        rows),
                notes);
    }

    /** What all pairs share stands once: in the caption, and in the first note. */
    private static String without(String opening, String because) {
        return because.startsWith(opening) ? because.substring(opening.length()) : because;
    }

    private static List<Cell> row(RunSummary.Pair pair, DeploymentAdvice advice) {
        return List.of(
                Cell.of(pair.name()),
                choice(pair, advice.choice()),
                Cell.of(Numbers.count(advice.contextTokens())),
                Cell.of(Numbers.bytes(advice.headroomBytes())),
                Cell.of(advice.wouldChange()));
    }

    private static Cell choice(RunSummary.Pair pair, String choice) {
        return switch (choice) {
            case "baseline", "candidate" -> Cell.toned(Builds.label(pair, choice), choice);
            case "either" -> Cell.toned("either: practically equal", "equal");
            case "none" -> Cell.of("neither fits");
            case "unknown" -> Cell.toned("not measured", choice);
            default -> Cell.toned(choice, choice);
        };
    }
}
