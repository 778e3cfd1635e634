package io.github.mlxgguf.analysis.advice;

import io.github.mlxgguf.analysis.evidence.ServerIds;
import io.github.mlxgguf.analysis.summary.RunSummary.Deployment;
import io.github.mlxgguf.analysis.summary.RunSummary.DeploymentAdvice;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.record.RunBody.DeploymentInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the pairs of a run give the places where models shall run. */
public final class Deployments {
    private Deployments() {}

    /**
     * One for each deployment, with one piece of advice for each pair.
     *
     * @param serverKind as in the run record, or null if it is unknown
     */
    public static List<Deployment> of(
            List<DeploymentInfo> deployments, List<PairFacts> pairs, @Nullable String serverKind) {
        return deployments.stream()
                .map(deployment -> new Deployment(
                        deployment.name(),
                        deployment.memoryBudgetGb(),
                        deployment.concurrency(),
                        deployment.priority(),
                        pairs.stream()
                                .map(facts -> advice(deployment, facts, serverKind))
                                .toList()))
                .toList();
    }

    private static DeploymentAdvice advice(DeploymentInfo deployment, PairFacts facts, @Nullable String serverKind) {
        DeploymentAdvisor.Advised advised = new DeploymentAdvisor(deployment, facts).advise();
        return new DeploymentAdvice(
                facts.name(),
                advised.advice().choice(),
                advised.chosen() == null ? null : advised.chosen().need().contextTokens(),
                advised.chosen() == null ? null : advised.chosen().headroomBytes(),
                preface(deployment.name(), serverKind) + advised.advice().because(),
                advised.advice().wouldChange());
    }

    /** What a deployment asks for, as the advice for each pair begins with it. */
    public static String budget(double memoryBudgetGb, int concurrency) {
        return "Budget " + Numbers.exact(memoryBudgetGb) + " GB, " + Numbers.counted(concurrency, "request")
                + " at once. ";
    }

    /** What bears on the advice for all pairs, with which the advice for each begins; empty where figures are of real models. */
    public static String preface(String name, @Nullable String serverKind) {
        return switch (serverKind == null ? "" : serverKind) {
            case ServerIds.SIMULATED ->
                "Simulated, with models far smaller than the real ones, so this says nothing about " + name + ". ";
            case ServerIds.EMBEDDED ->
                "Measured on small models of random weights, so this says nothing about your models on " + name + ". ";
            default -> "";
        };
    }
}
