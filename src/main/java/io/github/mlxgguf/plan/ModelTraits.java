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

    /**
     * Architectures with experts whose names do not say so, without separators. The hybrid of IBM's Granite says so of its dense models
     * too.
     */
    private static final Pattern MOE = Pattern.compile("(?!granitemoehybrid).*moe.*|mixtral|llama4|gptoss"
            + "|deepseek(?:2|v2|v3|v32)|dbrx|grok.*|minimax.*|kimi(?:k2|linear|vl).*");

    /** Models with experts whose names do not count them. */
    private static final Pattern MOE_NAME =
            Pattern.compile("minimax-(?:m|text-|vl-)\\d.*|kimi-(?:k2|linear|vl).*|granite-.*-h-(?:tiny|small)(?:-.*)?");

    /**
     * What llama.cpp calls architectures that Hugging Face, and so MLX, calls otherwise; without separators. llama.cpp converts all
     * models of Mistral's to its llama.
     */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("mistral", "llama"),
            Map.entry("mistral3", "llama"),
            Map.entry("ministral", "llama"),
            Map.entry("ministral3", "llama"),
            Map.entry("mixtral", "llama"),
            Map.entry("pixtral", "llama"),
            Map.entry("cohere", "commandr"),
            Map.entry("deepseekv2", "deepseek2"),
            Map.entry("deepseekv3", "deepseek2"),
            Map.entry("deepseekv32", "deepseek2"),
            Map.entry("glm4moelite", "deepseek2"),
            Map.entry("kimik2", "deepseek2"),
            Map.entry("qwen25vl", "qwen2vl"),
            Map.entry("granitemoehybrid", "granitehybrid"),
            Map.entry("nemotronhmoe", "nemotronh"),
            Map.entry("olmo3", "olmo2"),
            Map.entry("lfm2vl", "lfm2"));

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
                || EXPERTS.matcher(build.name().base()).find()
                || MOE_NAME.matcher(build.name().base()).matches();
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
