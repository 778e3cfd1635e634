package io.github.mlxgguf.analysis.merge;

import io.github.mlxgguf.analysis.provenance.RunDifference;
import io.github.mlxgguf.record.Flag;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.LoadConfigInfo;
import io.github.mlxgguf.record.RunData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * In what the successful loads of two runs differ. A plan says what was asked for; a server may have another build under the same key
 * by the next day, and loads with a context length or a number of slots of its own choice.
 *
 * <p>What one of the runs does not know contradicts nothing. Attempts that a later session replaced count nowhere and are left out.
 */
final class LoadDifferences {
    /** What a server says about a load that may move a figure, in our words. */
    private static final Map<String, Function<LoadConfigInfo, @Nullable Object>> SETTINGS = settings();

    private final List<LoadBody> first;
    private final List<LoadBody> other;

    /** The loads of one build, called {@code pair} and {@code variant} in both runs. */
    LoadDifferences(RunData first, RunData other, String pair, String variant) {
        this.first = loads(first, pair, variant);
        this.other = loads(other, pair, variant);
    }

    private static List<LoadBody> loads(RunData run, String pair, String variant) {
        return run.bodies(LoadBody.class).stream()
                .filter(load -> load.pair().equals(pair) && load.variant().equals(variant))
                .filter(load -> load.failure() == null && !load.flags().contains(Flag.SUPERSEDED.id()))
                .toList();
    }

    /**
     * Key, quantization, format and size of what was loaded.
     *
     * @param of which build this is, for example {@code the baseline of Llama}
     * @return empty if they are the same
     */
    List<RunDifference> builds(String of) {
        boolean same = Stream.<Function<LoadBody, @Nullable Object>>of(
                        LoadBody::format, LoadBody::quantization, LoadBody::modelKey, LoadBody::sizeBytes)
                .allMatch(fact -> agree(known(first, fact), known(other, fact)));
        return same
                ? List.of()
                : List.of(new RunDifference(RunDifference.Kind.SETTING, "loaded as " + of, words(first), words(other)));
    }

    /** What was in effect where the same was asked for, one difference for each pair of values. */
    List<RunDifference> configs(String of) {
        List<RunDifference> found = new ArrayList<>();
        SETTINGS.forEach((name, value) -> {
            Set<String> told = new LinkedHashSet<>();
            for (Request request : requests()) {
                Set<Object> one = known(request.in(first), load -> value.apply(load.effectiveConfig()));
                Set<Object> two = known(request.in(other), load -> value.apply(load.effectiveConfig()));
                if (!agree(one, two) && told.add(join(one) + "|" + join(two))) {
                    String where = told.size() == 1 || request.scenario() == null ? "" : " in " + request.scenario();
                    found.add(new RunDifference(
                            RunDifference.Kind.SETTING, name + " in effect for " + of + where, join(one), join(two)));
                }
            }
        });
        return found;
    }

    /** Which loads asked for the same; a scenario's own loads may ask for more slots than the shared ones. */
    private record Request(@Nullable String scenario, LoadConfigInfo asked) {
        static Request of(LoadBody load) {
            return new Request(load.scenario(), load.requestedConfig());
        }

        List<LoadBody> in(List<LoadBody> loads) {
            return loads.stream().filter(load -> of(load).equals(this)).toList();
        }
    }

    /** Shared loads before those of scenarios, in the order of the records. */
    private List<Request> requests() {
        return first.stream()
                .map(Request::of)
                .distinct()
                .sorted(Comparator.comparing(request -> request.scenario() != null))
                .toList();
    }

    private static boolean agree(Set<Object> one, Set<Object> other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }

    private static Set<Object> known(List<LoadBody> loads, Function<LoadBody, @Nullable Object> fact) {
        return loads.stream().map(fact).filter(Objects::nonNull).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String join(Set<Object> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(" and "));
    }

    private static String words(List<LoadBody> loads) {
        return loads.stream()
                .map(load -> Stream.of(
                                load.format(),
                                load.quantization(),
                                load.modelKey(),
                                // Rounded sizes of two builds may look alike.
                                load.sizeBytes() == null ? null : load.sizeBytes() + " bytes")
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(", ")))
                .distinct()
                .collect(Collectors.joining(" and "));
    }

    private static Map<String, Function<LoadConfigInfo, @Nullable Object>> settings() {
        Map<String, Function<LoadConfigInfo, @Nullable Object>> settings = new LinkedHashMap<>();
        settings.put("context length", LoadConfigInfo::contextLength);
        settings.put("slots", LoadConfigInfo::parallel);
        settings.put("evaluation batch size", LoadConfigInfo::evalBatchSize);
        settings.put("flash attention", LoadConfigInfo::flashAttention);
        settings.put("KV cache on the GPU", LoadConfigInfo::offloadKvCacheToGpu);
        settings.put("experts", LoadConfigInfo::numExperts);
        return settings;
    }
}
