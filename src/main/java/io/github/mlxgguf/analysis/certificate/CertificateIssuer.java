package io.github.mlxgguf.analysis.certificate;

import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.analysis.summary.RunSummary.Certificate;
import io.github.mlxgguf.analysis.summary.RunSummary.Reason;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.config.NominalBits;
import io.github.mlxgguf.metric.Median;
import io.github.mlxgguf.record.Flag;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.LoadConfigInfo;
import io.github.mlxgguf.trace.Format;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Judges whether the two builds of a pair are the same work; every doubt caps the grade and is a reason of its own. */
public final class CertificateIssuer {
    /** Largest difference of size, or of prompt tokens, for each grade. */
    public static final double MAX_DIFFERENCE_A = 0.03;

    public static final double MAX_DIFFERENCE_B = 0.08;
    public static final double MAX_DIFFERENCE_C = 0.15;

    /** Largest difference of the bits per weight that the names of the quantisations stand for. */
    public static final double MAX_DIFFERENCE_OF_BITS = 0.3;

    /** Short memory makes memory figures wrong; what slows a machine down makes times doubtful. */
    private static final Map<Flag, Grade> CAPS = new EnumMap<>(Map.of(
            Flag.SWAP_GREW, Grade.C,
            Flag.PRESSURE, Grade.C,
            Flag.LOW_MEMORY, Grade.B,
            Flag.THERMAL, Grade.B,
            Flag.ON_BATTERY, Grade.B,
            Flag.LOW_POWER_MODE, Grade.B,
            Flag.BACKGROUND_PRIORITY, Grade.B));

    private final PairEvidence pair;
    private final List<Reason> reasons = new ArrayList<>();
    private Grade grade = Grade.A;

    private CertificateIssuer(PairEvidence pair) {
        this.pair = pair;
    }

    /**
     * Looks at everything that could make the two builds different work.
     *
     * @param sessionFlags conditions of whole sessions, the time between cells included
     */
    public static Certificate issue(PairEvidence pair, Set<String> sessionFlags) {
        CertificateIssuer issuer = new CertificateIssuer(pair);
        issuer.checkHalves();
        issuer.checkBits();
        issuer.checkSize();
        issuer.checkContext();
        issuer.checkSlots();
        issuer.checkPromptTokens();
        issuer.checkConditions(sessionFlags);
        return new Certificate(issuer.grade, issuer.reasons);
    }

    private void checkHalves() {
        for (SideEvidence side : pair.sides()) {
            if (!side.measuredSomething()) {
                cap(
                        Grade.D,
                        "half_missing",
                        "Nothing was measured on " + side.label() + ", so there is nothing to compare with.",
                        "Make " + side.label() + " run: see what could not run and what failed.");
            }
        }
    }

    /** Whatever the sizes say: a server may tell a wrong one. */
    private void checkBits() {
        String baseline = pair.baseline().variant().quantization();
        String candidate = pair.candidate().variant().quantization();
        Double bits = NominalBits.perWeight(baseline);
        Double otherBits = NominalBits.perWeight(candidate);
        if (pair.variesQuantization() || bits == null || otherBits == null) {
            return;
        }
        double difference = Math.max(bits, otherBits) / Math.min(bits, otherBits) - 1;
        if (difference > MAX_DIFFERENCE_OF_BITS) {
            cap(
                    Grade.C,
                    "bits_differ",
                    "The quantisations hold different numbers of bits per weight: "
                            + pair.baseline().label() + " " + baseline + ", "
                            + pair.candidate().label() + " " + candidate + ", "
                            + Numbers.percent(difference) + " apart.",
                    "Choose builds with the same bits per weight.");
        }
    }

    private void checkSize() {
        @Nullable Long baseline = pair.baseline().sizeBytes().orElse(null);
        @Nullable Long candidate = pair.candidate().sizeBytes().orElse(null);
        if (baseline == null || candidate == null || baseline <= 0) {
            if (!pair.variesQuantization()) {
                cap(
                        Grade.B,
                        "size_unknown",
                        "The size of a build is unknown, so the two may hold different amounts of weights.",
                        "Use a server that reports size_bytes.");
            }
            return;
        }
        double difference = Math.abs(candidate - baseline) / (double) baseline;
        String sizes = pair.baseline().label() + " " + Numbers.bytes(baseline) + ", "
                + pair.candidate().label() + " " + Numbers.bytes(candidate) + ", " + Numbers.percent(difference)
                + " apart";
        if (pair.variesQuantization()) {
            if (difference > MAX_DIFFERENCE_A) {
                reasons.add(new Reason(
                        "size_differs_on_purpose",
                        "The builds differ in size (" + sizes + "), which is what this pair is about.",
                        null));
            }
            return;
        }
        Grade bySize = byDifference(difference);
        if (bySize != Grade.A) {
            cap(
                    bySize,
                    "size_differs",
                    "The builds differ in size (" + sizes + "), so they hold different amounts of weights.",
                    "Choose builds with the same bits per weight.");
        }
    }

    private void checkContext() {
        for (SideEvidence side : pair.sides()) {
            for (LoadBody load : side.goodLoads().toList()) {
                if (!isContextHonoured(side, load)) {
                    return;
                }
            }
        }
        SortedSet<Integer> baseline = configs(pair.baseline(), LoadConfigInfo::contextLength);
        SortedSet<Integer> candidate = configs(pair.candidate(), LoadConfigInfo::contextLength);
        if (differ(baseline, candidate)) {
            cap(
                    Grade.B,
                    "context_differs",
                    "The context lengths in effect differ: " + pair.baseline().label() + " " + baseline + ", "
                            + pair.candidate().label() + " " + candidate + " tokens.",
                    "Set load.context_length to a length that both builds accept.");
        }
    }

    private boolean isContextHonoured(SideEvidence side, LoadBody load) {
        Integer asked = load.requestedConfig().contextLength();
        Integer inEffect = load.effectiveConfig().contextLength();
        if (asked == null || inEffect == null || asked.equals(inEffect)) {
            return true;
        }
        boolean longerMlx = load.format().equals(Format.MLX.id()) && inEffect > asked;
        cap(
                longerMlx ? Grade.B : Grade.D,
                longerMlx ? "context_longer" : "context_not_honoured",
                side.label() + " was asked for a context of " + asked + " tokens and has " + inEffect + ".",
                longerMlx
                        ? "The MLX engine fits the context itself; ask for " + inEffect + " tokens to have both equal."
                        : "Set load.context_length to a length that both builds accept.");
        return false;
    }

    private void checkSlots() {
        SortedSet<Integer> baseline = configs(pair.baseline(), LoadConfigInfo::parallel);
        SortedSet<Integer> candidate = configs(pair.candidate(), LoadConfigInfo::parallel);
        if (differ(baseline, candidate)) {
            cap(
                    Grade.C,
                    "slots_differ",
                    "The builds were loaded with different numbers of slots: "
                            + pair.baseline().label() + " " + baseline + ", "
                            + pair.candidate().label() + " " + candidate + ".",
                    "Set load.parallel, so that both have the same.");
        }
    }

    private void checkPromptTokens() {
        SortedMap<String, Long> baseline = medianInputTokens(pair.baseline());
        SortedMap<String, Long> candidate = medianInputTokens(pair.candidate());
        for (Map.Entry<String, Long> prompt : baseline.entrySet()) {
            Long other = candidate.get(prompt.getKey());
            if (other == null || other.equals(prompt.getValue())) {
                continue;
            }
            double difference = Math.abs(other - prompt.getValue()) / (double) prompt.getValue();
            cap(
                    byDifference(difference).atMost(Grade.B),
                    "prompt_tokens_differ",
                    "Prompt " + prompt.getKey() + " is " + Numbers.count(prompt.getValue()) + " tokens long for "
                            + pair.baseline().label() + " and " + Numbers.count(other) + " for "
                            + pair.candidate().label() + ": another chat template or tokenizer.",
                    "Choose builds of the same model revision, or set the same template in LM Studio.");
        }
    }

    /** What the machine went through touches the builds unequally, and nobody knows which of them more. */
    private void checkConditions(Set<String> sessionFlags) {
        Set<String> seen = new HashSet<>(sessionFlags);
        pair.sides().forEach(side -> seen.addAll(side.machineFlags()));
        CAPS.forEach((flag, cap) -> {
            if (seen.contains(flag.id())) {
                cap(cap, flag.id(), flag.meaning(), flag.remedy());
            }
        });
    }

    private static SortedMap<String, Long> medianInputTokens(SideEvidence side) {
        SortedMap<String, List<Long>> byPrompt = new TreeMap<>();
        for (GenerationBody generation : side.generations()) {
            Long tokens = generation.inputTokens();
            if (SideEvidence.isUsable(generation) && tokens != null && tokens > 0) {
                byPrompt.computeIfAbsent(generation.prompt().id(), unused -> new ArrayList<>())
                        .add(tokens);
            }
        }
        SortedMap<String, Long> medians = new TreeMap<>();
        byPrompt.forEach((prompt, tokens) -> {
            Long median = Median.ofLongs(tokens);
            if (median != null) {
                medians.put(prompt, median);
            }
        });
        return medians;
    }

    private static SortedSet<Integer> configs(SideEvidence side, Function<LoadConfigInfo, @Nullable Integer> field) {
        // A scenario with a load of its own asks for slots of its own.
        boolean shared = side.sharedLoads().findAny().isPresent();
        return (shared ? side.sharedLoads() : side.goodLoads())
                .map(load -> field.apply(load.effectiveConfig()))
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** An absent value is unknown, not a mismatch. */
    private static boolean differ(SortedSet<Integer> baseline, SortedSet<Integer> candidate) {
        return !baseline.isEmpty() && !candidate.isEmpty() && !baseline.equals(candidate);
    }

    private static Grade byDifference(double difference) {
        if (difference <= MAX_DIFFERENCE_A) {
            return Grade.A;
        }
        if (difference <= MAX_DIFFERENCE_B) {
            return Grade.B;
        }
        return difference <= MAX_DIFFERENCE_C ? Grade.C : Grade.D;
    }

    private void cap(Grade cap, String id, String text, String remedy) {
        grade = grade.atMost(cap);
        reasons.add(new Reason(id, text, remedy));
    }
}
