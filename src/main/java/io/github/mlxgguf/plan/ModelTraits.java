package io.github.mlxgguf.plan;

import io.github.mlxgguf.trace.Architecture;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the server tells of a model's kind and size. */
final class ModelTraits {
    /** {@code 26B-A4B}, {@code 8x22B}, {@code 16E}: active parameters, or a number of experts. */
    private static final Pattern EXPERTS = Pattern.compile(
            "(?:^|[-_ ])(?:a\\d+(?:\\.\\d+)?b|\\d+x\\d+(?:\\.\\d+)?b|\\d+e)(?:$|[-_ ])", Pattern.CASE_INSENSITIVE);

    /** Architectures with experts whose names do not say so, without separators. */
    private static final Pattern MOE = Pattern.compile(".*moe.*|mixtral|llama4|gptoss|deepseek(?:2|v2|v3)|dbrx|grok.*");

    /**
     * What llama.cpp calls architectures that Hugging Face, and so MLX, calls otherwise; without separators. llama.cpp converts all
     * models of Mistral's to its llama.
     */
    private static final Map<String, String> ALIASES = Map.of(
            "mistral",
            "llama",
            "mistral3",
            "llama",
            "ministral",
            "llama",
            "mixtral",
            "llama",
            "cohere",
            "commandr",
            "deepseekv2",
            "deepseek2",
            "deepseekv3",
            "deepseek2");

    private static final Pattern BILLIONS = Pattern.compile("(\\d+(?:\\.\\d+)?)b(?:-.*)?", Pattern.CASE_INSENSITIVE);

    /** Publishers round, and some count embeddings and others not; a model of another size differs by more. */
    private static final double SAME_SIZE = 1.5;

    private ModelTraits() {}

    /** Mixture of experts if parameters, architecture or name of a build say so. */
    static Architecture architecture(Build build) {
        String params = build.model().params();
        String architecture = normal(build.model().architecture());
        boolean moe = (params != null && EXPERTS.matcher(params).find())
                || (architecture != null && MOE.matcher(architecture).matches())
                || EXPERTS.matcher(build.name().base()).find();
        return moe ? Architecture.MOE : Architecture.DENSE;
    }

    /** Whether nothing that is told of two builds makes them builds of different models. */
    static boolean agree(Build one, Build other) {
        return agreeOnArchitecture(
                        normal(one.model().architecture()), normal(other.model().architecture()))
                && agreeOnSize(
                        billions(one.model().params()), billions(other.model().params()));
    }

    private static boolean agreeOnArchitecture(@Nullable String one, @Nullable String other) {
        return one == null
                || other == null
                || ALIASES.getOrDefault(one, one).equals(ALIASES.getOrDefault(other, other));
    }

    private static boolean agreeOnSize(@Nullable Double one, @Nullable Double other) {
        return one == null || other == null || Math.max(one, other) <= SAME_SIZE * Math.min(one, other);
    }

    /** Without separators, and without {@code text} at the end, which MLX adds to the language part of a vision model. */
    private static @Nullable String normal(@Nullable String architecture) {
        if (architecture == null) {
            return null;
        }
        String plain = architecture.toLowerCase(Locale.ROOT).replaceAll("[-_. ]", "");
        return plain.length() > 4 && plain.endsWith("text") ? plain.substring(0, plain.length() - 4) : plain;
    }

    /** Of {@code 26B-A4B} it is 26; {@code 8x22B} tells no total. */
    private static @Nullable Double billions(@Nullable String params) {
        if (params == null) {
            return null;
        }
        Matcher matcher = BILLIONS.matcher(params.trim());
        return matcher.matches() ? Double.valueOf(matcher.group(1)) : null;
    }
}
