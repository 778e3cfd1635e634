package io.github.mlxgguf.config;

import io.github.mlxgguf.trace.Architecture;
import io.github.mlxgguf.trace.Format;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the section {@code pairs}. */
final class PairsReader {
    private static final String BOTH_SIDES = "either gguf and mlx, or baseline and candidate";

    private PairsReader() {}

    static List<PairConfig> read(YamlValue pairs, ReadContext context) {
        List<PairConfig> result = new ArrayList<>();
        Map<String, String> places = new HashMap<>();
        for (YamlValue element : pairs.list("a list of pairs")) {
            YamlMap map = element.map();
            checkName(map.value("name"), places);
            result.add(pair(map, context));
        }
        return result;
    }

    private static void checkName(YamlValue value, Map<String, String> places) {
        String name = value.requiredText();
        if (name.isBlank()) {
            return;
        }
        if (name.contains(",")) {
            value.refuse("\"" + name + "\"", "a name without a comma, because -Dbench.pairs is a list with commas");
        }
        String first = places.putIfAbsent(name.toLowerCase(Locale.ROOT), value.path());
        if (first != null) {
            value.refuse("\"" + name + "\" again (first: " + first + ")", "a name of its own for every pair");
        }
    }

    private static PairConfig pair(YamlMap map, ReadContext context) {
        int before = context.problems().count();
        String name = map.value("name").text("");
        Architecture architecture = map.value("architecture").requiredChoice(Choices.ARCHITECTURES, Architecture.DENSE);
        VariantConfig baseline;
        VariantConfig candidate;
        if (map.has("baseline") || map.has("candidate")) {
            baseline = VariantReader.read(map.value("baseline"));
            candidate = VariantReader.read(map.value("candidate"));
            if (map.has("gguf") || map.has("mlx")) {
                // Known keys, but not together with these.
                map.value("gguf");
                map.value("mlx");
                map.report("found both ways to name the two builds; allowed: " + BOTH_SIDES + ".");
            }
        } else if (map.has("gguf") || map.has("mlx")) {
            baseline = VariantReader.read(map.value("gguf"), Format.GGUF);
            candidate = VariantReader.read(map.value("mlx"), Format.MLX);
        } else {
            map.report("no builds to compare; allowed: " + BOTH_SIDES + ".");
            baseline = VariantReader.placeholder();
            candidate = baseline;
        }
        boolean sound = context.problems().count() == before;
        PairConfig.Varies byNature =
                baseline.format() == candidate.format() ? PairConfig.Varies.QUANTIZATION : PairConfig.Varies.FORMAT;
        PairConfig.Varies varies = map.value("varies").choice(Choices.VARIES, byNature);
        // A comparison of the two builds means something only when both could be read.
        if (sound) {
            checkTogether(map, varies, baseline, candidate);
            baseline = VariantReader.withDefaultLabel(baseline, candidate.format());
            candidate = VariantReader.withDefaultLabel(candidate, baseline.format());
            checkLabels(map, baseline, candidate);
        }
        List<Expectation> expect = ExpectationsReader.read(map.value("expect").map());
        map.finish();
        return new PairConfig(name, architecture, varies, baseline, candidate, expect);
    }

    private static void checkTogether(
            YamlMap map, PairConfig.Varies varies, VariantConfig baseline, VariantConfig candidate) {
        if (varies == PairConfig.Varies.FORMAT && baseline.format() == candidate.format()) {
            map.value("varies")
                    .refuse(
                            "\"format\", but both builds are "
                                    + baseline.format().id(),
                            "quantization");
        }
        if (baseline.format() == Format.MLX && candidate.format() == Format.GGUF) {
            map.value("baseline")
                    .refuse(
                            "mlx as the baseline of gguf",
                            "gguf as the baseline, so that every ratio reads MLX / GGUF");
        }
    }

    private static void checkLabels(YamlMap map, VariantConfig baseline, VariantConfig candidate) {
        if (baseline.label().equalsIgnoreCase(candidate.label())) {
            map.report("found the label \"" + candidate.label()
                    + "\" on both builds; allowed: two labels (baseline.label, candidate.label) that differ.");
        }
    }
}
