package io.github.mlxgguf.analysis.change;

import io.github.mlxgguf.analysis.change.ChangeReason.OtherWork;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.metric.Median;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.LoadBody;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a build was asked for the same in both runs: as its records have it, not as the settings promise. Prompts carry a salt of
 * their run, so their digests always differ; their ids and lengths tell.
 */
final class SameTask {
    /** Lengths further apart than this are other work, as within a run. */
    private static final double MAX_LENGTH_DIFFERENCE = 0.05;

    private static final Set<Figure> OF_LOADS = EnumSet.of(Figure.LOAD_SECONDS, Figure.FIRST_LOAD_SECONDS);
    private static final Set<Figure> HANG_ON_ANSWER = EnumSet.of(
            Figure.EFFECTIVE_TOKENS_PER_SECOND, Figure.E2E_MS, Figure.JOULES_PER_TOKEN, Figure.TOTAL_TOKENS_PER_SECOND);

    private final SideEvidence old;
    private final SideEvidence now;
    private final @Nullable ChangeReason warmup;

    /** Compares one build; {@code warmup} is why its first generations are not alike, or null. */
    SameTask(SideEvidence old, SideEvidence now, @Nullable ChangeReason warmup) {
        this.old = old;
        this.now = now;
        this.warmup = warmup;
    }

    /** The first thing in which the work of a figure differs, or null. */
    @Nullable
    ChangeReason differs(Figure figure, Work work) {
        ChangeReason load = loads(work);
        if (load != null || OF_LOADS.contains(figure)) {
            return load != null
                    ? load
                    : other("way of loading", shared(old, LoadBody::via), shared(now, LoadBody::via));
        }
        ChangeReason asked = asked(work);
        if (asked != null) {
            return asked;
        }
        return HANG_ON_ANSWER.contains(figure)
                ? length("median length of the answers", old, now, work, GenerationBody::outputTokens)
                : null;
    }

    private @Nullable ChangeReason asked(Work work) {
        if (warmup != null) {
            return warmup;
        }
        ChangeReason ids = other("prompts", prompts(old, work), prompts(now, work));
        if (ids != null) {
            return ids;
        }
        ChangeReason request = other("request", requests(old, work), requests(now, work));
        if (request != null) {
            return request;
        }
        for (String prompt : ids(old, work)) {
            Work one = new Work(work.scenario(), prompt);
            ChangeReason length = length("length of the prompt " + prompt, old, now, one, GenerationBody::inputTokens);
            if (length != null) {
                return length;
            }
        }
        return null;
    }

    /** Context and slots in effect on the loads that the work ran on. */
    private @Nullable ChangeReason loads(Work work) {
        ChangeReason context = other(
                "context length",
                config(old, work, load -> load.effectiveConfig().contextLength()),
                config(now, work, load -> load.effectiveConfig().contextLength()));
        return context != null
                ? context
                : other(
                        "slots",
                        config(old, work, load -> load.effectiveConfig().parallel()),
                        config(now, work, load -> load.effectiveConfig().parallel()));
    }

    private static String config(SideEvidence side, Work work, Function<LoadBody, @Nullable Object> value) {
        List<LoadBody> own = side.goodLoads()
                .filter(load -> work.scenario().equals(load.scenario()))
                .toList();
        return joined((own.isEmpty() ? side.sharedLoads() : own.stream()).map(value));
    }

    private static String shared(SideEvidence side, Function<LoadBody, @Nullable Object> value) {
        return joined(side.sharedLoads().map(value));
    }

    private static String prompts(SideEvidence side, Work work) {
        return String.join(", ", ids(side, work));
    }

    private static Set<String> ids(SideEvidence side, Work work) {
        return side.answers(work)
                .map(generation -> generation.prompt().id())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String requests(SideEvidence side, Work work) {
        return joined(side.answers(work)
                .map(GenerationBody::parameters)
                .map(asked -> "max_output_tokens " + asked.maxOutputTokens() + ", temperature "
                        + Numbers.exact(asked.temperature()) + ", reasoning "
                        + (asked.reasoning() == null ? "not set" : asked.reasoning())));
    }

    private static @Nullable ChangeReason length(
            String what,
            SideEvidence old,
            SideEvidence now,
            Work work,
            Function<GenerationBody, @Nullable Long> tokens) {
        Double before = median(old, work, tokens);
        Double after = median(now, work, tokens);
        if (before == null || after == null) {
            return null;
        }
        double difference = Math.abs(after - before);
        // Of the shorter one, so that runs that change places keep the reason.
        return difference <= MAX_LENGTH_DIFFERENCE * Math.min(before, after)
                ? null
                : new OtherWork(what, Numbers.exact(before) + " tokens", Numbers.exact(after) + " tokens");
    }

    private static @Nullable Double median(
            SideEvidence side, Work work, Function<GenerationBody, @Nullable Long> tokens) {
        return Median.of(side.answers(work)
                .map(tokens)
                .filter(Objects::nonNull)
                .map(Long::doubleValue)
                .toList());
    }

    private static String joined(Stream<? extends @Nullable Object> values) {
        return values.filter(Objects::nonNull)
                .map(String::valueOf)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" and "));
    }

    /** What a run does not tell is no difference. */
    private static @Nullable ChangeReason other(String what, String old, String now) {
        return old.isEmpty() || now.isEmpty() || old.equals(now) ? null : new OtherWork(what, old, now);
    }
}
