package io.github.mlxgguf.analysis.certificate;

import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.metric.Median;
import io.github.mlxgguf.record.Flag;
import io.github.mlxgguf.record.GenerationBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at what the builds were asked, and how they answered; measured generations that count, no others. */
final class RequestChecks {
    private final PairEvidence pair;
    private final List<Doubt> doubts = new ArrayList<>();

    private RequestChecks(PairEvidence pair) {
        this.pair = pair;
    }

    static List<Doubt> of(PairEvidence pair) {
        RequestChecks checks = new RequestChecks(pair);
        checks.promptTokens();
        checks.settings();
        checks.reasoningTokens();
        checks.draftModels();
        return checks.doubts;
    }

    private void promptTokens() {
        SortedMap<String, Long> baseline = medianInputTokens(pair.baseline());
        SortedMap<String, Long> candidate = medianInputTokens(pair.candidate());
        for (Map.Entry<String, Long> prompt : baseline.entrySet()) {
            Long other = candidate.get(prompt.getKey());
            if (other != null && !other.equals(prompt.getValue())) {
                doubts.add(new RequestDoubt.PromptTokensDiffer(
                        prompt.getKey(),
                        pair.baseline().label(),
                        prompt.getValue(),
                        pair.candidate().label(),
                        other));
            }
        }
    }

    private void settings() {
        for (String scenario : pair.scenarios()) {
            differing(scenario, generation -> sampling(generation.parameters()))
                    .ifPresent(both -> doubts.add(new RequestDoubt.SamplingDiffers(scenario, both)));
            differing(scenario, generation -> generation.parameters().reasoning())
                    .ifPresent(both -> doubts.add(new RequestDoubt.ReasoningDiffers(scenario, both)));
        }
    }

    private void reasoningTokens() {
        @Nullable Long baseline = reasoningTokens(pair.baseline());
        @Nullable Long candidate = reasoningTokens(pair.candidate());
        if (baseline == null || candidate == null || (baseline > 0) == (candidate > 0)) {
            return;
        }
        boolean baselineThinks = baseline > 0;
        doubts.add(new RequestDoubt.ReasoningOfOneOnly(
                baselineThinks ? pair.baseline().label() : pair.candidate().label(),
                baselineThinks ? baseline : candidate,
                baselineThinks ? pair.candidate().label() : pair.baseline().label()));
    }

    private void draftModels() {
        List<String> helped = pair.sides().stream()
                .filter(side ->
                        usable(side).anyMatch(generation -> generation.flags().contains(Flag.SPECULATIVE_DECODING.id()))
                                || side.machineFlags().contains(Flag.SPECULATIVE_DECODING.id()))
                .map(SideEvidence::label)
                .toList();
        if (!helped.isEmpty()) {
            doubts.add(new RequestDoubt.DraftDecoding(String.join(" and ", helped)));
        }
    }

    private static Stream<GenerationBody> usable(SideEvidence side) {
        return side.generations().stream().filter(SideEvidence::isUsable);
    }

    /** A setting that was not sent is unknown: no server tells its default. What a build makes of it shows in its tokens. */
    private Optional<Both<String>> differing(String scenario, Function<GenerationBody, @Nullable String> setting) {
        SortedSet<String> baseline = settings(pair.baseline(), scenario, setting);
        SortedSet<String> candidate = settings(pair.candidate(), scenario, setting);
        return baseline.isEmpty() || candidate.isEmpty() || baseline.equals(candidate)
                ? Optional.empty()
                : Optional.of(new Both<>(
                        pair.baseline().label(), String.join(" or ", baseline),
                        pair.candidate().label(), String.join(" or ", candidate)));
    }

    private static SortedSet<String> settings(
            SideEvidence side, String scenario, Function<GenerationBody, @Nullable String> setting) {
        return usable(side)
                .filter(generation -> generation.scenario().equals(scenario))
                .map(setting)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String sampling(GenerationBody.Parameters parameters) {
        return "up to " + Numbers.counted(parameters.maxOutputTokens(), "token") + " at temperature "
                + Numbers.exact(parameters.temperature());
    }

    /** Of all generations that tell; null if none does. */
    private static @Nullable Long reasoningTokens(SideEvidence side) {
        return usable(side)
                .map(GenerationBody::reasoningTokens)
                .filter(Objects::nonNull)
                .reduce(Long::sum)
                .orElse(null);
    }

    private static SortedMap<String, Long> medianInputTokens(SideEvidence side) {
        SortedMap<String, List<Long>> byPrompt = new TreeMap<>();
        usable(side).forEach(generation -> {
            Long tokens = generation.inputTokens();
            if (tokens != null && tokens > 0) {
                byPrompt.computeIfAbsent(generation.prompt().id(), unused -> new ArrayList<>())
                        .add(tokens);
            }
        });
        SortedMap<String, Long> medians = new TreeMap<>();
        byPrompt.forEach((prompt, tokens) -> {
            Long median = Median.ofLongs(tokens);
            if (median != null) {
                medians.put(prompt, median);
            }
        });
        return medians;
    }
}
