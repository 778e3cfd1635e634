package io.github.mlxgguf.junit;

import io.github.mlxgguf.metric.Energy;
import io.github.mlxgguf.metric.GenerationFigures;
import io.github.mlxgguf.metric.InterTokenLatency;
import io.github.mlxgguf.monitor.SamplerMetrology;
import io.github.mlxgguf.plan.PlannedLoad;
import io.github.mlxgguf.record.EndBody;
import io.github.mlxgguf.record.FailureInfo;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.server.GenerationRequest;
import io.github.mlxgguf.trace.GenerationTrace;
import io.github.mlxgguf.trace.Role;
import io.github.mlxgguf.trace.ServerStats;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From what was measured to what is written. */
final class Conversions {
    private Conversions() {}

    /** Everything about a generation that was known before it was made. */
    record GenerationContext(
            PlannedLoad planned,
            String modelKey,
            String scenario,
            long loadSeq,
            Role role,
            int iteration,
            GenerationBody.PromptInfo prompt,
            GenerationRequest request) {}

    /**
     * A generation that was answered.
     *
     * @param energyJ of the package meanwhile, or null if unknown
     * @param conditions flags besides those of its figures and its answer
     */
    static GenerationBody generation(
            GenerationContext context,
            GenerationTrace trace,
            GenerationFigures figures,
            @Nullable Double energyJ,
            List<GenerationBody.Check> checks,
            List<String> conditions) {
        List<String> flags = new ArrayList<>(figures.flags());
        flags.addAll(AnswerJudge.flags(checks));
        flags.addAll(conditions);
        return generation(
                context,
                trace.startNs(),
                trace.endNs(),
                figures,
                energyJ,
                trace.stats(),
                trace.responseText(),
                checks,
                flags,
                null);
    }

    /** A generation that failed: no figure of it is known. */
    static GenerationBody failedGeneration(
            GenerationContext context, long startNs, long endNs, FailureInfo failure, List<String> conditions) {
        return generation(
                context,
                startNs,
                endNs,
                GenerationFigures.UNKNOWN,
                null,
                ServerStats.NONE,
                null,
                List.of(),
                conditions,
                failure);
    }

    private static GenerationBody generation(
            GenerationContext context,
            long startNs,
            long endNs,
            GenerationFigures figures,
            @Nullable Double energyJ,
            ServerStats stats,
            @Nullable String response,
            List<GenerationBody.Check> checks,
            List<String> flags,
            @Nullable FailureInfo failure) {
        return new GenerationBody(
                context.planned().pair().name(),
                context.planned().side().id(),
                context.planned().variant().format().id(),
                context.modelKey(),
                context.scenario(),
                context.planned().round(),
                context.loadSeq(),
                context.iteration(),
                context.role().id(),
                context.prompt(),
                parameters(context.request()),
                startNs,
                endNs,
                figures.ttftMs(),
                figures.ttftAnswerMs(),
                figures.prefillMs(),
                figures.e2eMs(),
                figures.inputTokens(),
                figures.outputTokens(),
                figures.reasoningTokens(),
                figures.deltas(),
                figures.prefillTokensPerSecond(),
                figures.decodeTokensPerSecond(),
                figures.effectiveTokensPerSecond(),
                itl(figures.itl()),
                energyJ,
                Energy.joulesPerToken(energyJ, figures.outputTokens()),
                stats(stats),
                figures.finish(),
                response == null ? null : Salt.sha256Hex(response),
                response == null ? null : response.length(),
                checks,
                flags,
                failure);
    }

    /** The sampler's account of itself. */
    static EndBody.SamplerInfo sampler(SamplerMetrology metrology) {
        return new EndBody.SamplerInfo(
                metrology.intervalMs(),
                metrology.samples(),
                metrology.missedTicks(),
                metrology.achievedHz(),
                metrology.worstGapMs(),
                metrology.cpuShare(),
                null);
    }

    private static GenerationBody.Parameters parameters(GenerationRequest request) {
        return new GenerationBody.Parameters(request.maxOutputTokens(), request.temperature(), request.reasoning());
    }

    private static GenerationBody.@Nullable Itl itl(@Nullable InterTokenLatency itl) {
        return itl == null ? null : new GenerationBody.Itl(itl.p50Ms(), itl.p95Ms(), itl.p99Ms(), itl.maxMs());
    }

    private static GenerationBody.@Nullable ServerStatsInfo stats(ServerStats stats) {
        return stats.equals(ServerStats.NONE)
                ? null
                : new GenerationBody.ServerStatsInfo(
                        stats.inputTokens(),
                        stats.outputTokens(),
                        stats.reasoningTokens(),
                        stats.tokensPerSecond(),
                        stats.timeToFirstTokenSeconds(),
                        stats.modelLoadSeconds());
    }
}
